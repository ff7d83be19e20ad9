import Foundation
import TestSupport
import Testing

/// Cases on other machines and other disks: another person, zone, language and folder, no network, disks that refuse.
@Suite("Case file: elsewhere", .serialized)
struct CaseElsewhereTests {
  /// Runs a command of the shell with mounts of its own, which end with it; nil where this machine lets nobody do so.
  private func withMounts(
    _ command: String, in session: CaseSession, network: Bool = true
  ) throws -> Program.Run? {
    let words = ["unshare", "-m"] + (network ? [] : ["-n"]) + ["sh", "-c"]
    let probe = try Program.launch("/usr/bin/env", words + ["mount --make-rprivate /"])
    guard probe.status == 0 else { return nil }
    return try Program.launch(
      "/usr/bin/env", words + ["mount --make-rprivate / && " + command],
      in: session.folder.url,
      environment: CaseSession.environment.merging(["TRIBUTARY": Program.path]) { $1 })
  }

  /// A bundle is checked by somebody else: no network, another user, home, zone, language and folder.
  @Test func aBundleIsCheckedOnASecondMachine() throws {
    let session = try CaseSession()
    try session.load(["--title", "Lantern"])
    try session.onCase("decide", "same", "customer-001", "customer-002", "--why", "one address")
    try session.onCase("sinks", "--record", "shared", "-q")
    try session.onCase("trace", "--rule", "fifo", "--record", "fifo", "-q")
    try session.onCase("match", "--record", "links", "-q")
    try session.onCase("report", "-o", "bundle")
    let here = try session.run(
      ["verify", "--case", "bundle/case.tributary", "--find", "bundle/evidence"])
    #expect(here.status == 0, "\(here.transcript)")
    let check = """
      mkdir -p elsewhere/quite && cp -r bundle elsewhere/quite/b && chmod -R a+rX,go-w . && \
      chmod a+rx . elsewhere elsewhere/quite && cd elsewhere/quite/b && \
      setpriv --reuid=65534 --regid=65534 --clear-groups env -i PATH=/usr/bin:/bin HOME=/nowhere USER=somebody \
      TZ=Asia/Kolkata LC_ALL=C LANG=de_DE.UTF-8 TMPDIR=/tmp sh -c \
      'sha256sum --quiet -c SHA256SUMS && sh check-log.sh && "$0" verify --case case.tributary --find evidence' "$TRIBUTARY"
      """
    guard let run = try withMounts(check, in: session, network: false) else { return }
    // 126: the other user may not run this program, as where the repository lies in a home folder.
    guard run.status != 126 else { return }
    #expect(run.status == 0, "\(run.transcript)")
    #expect(run.output.contains("good, head "))
    #expect(run.output.contains("answers on record: 3 the same, 0 differ, 0 cannot be asked"))
    #expect(run.output.contains("files: 0 there, 7 moved, 0 changed, 0 missing"))
    // No number of a card is in these files, so there is no secret to miss.
    #expect(!run.output.contains("secret of card numbers"))
  }

  /// A writer was killed, and its journal lies beside the case on a disk where nothing can be mended.
  @Test func aJournalThatWaitsOnAReadOnlyDisk() throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.load()
    try session.onCase("note", "--document", "d", "the last that was acknowledged")
    let log = try session.onCase("log", "--format", "jsonl")
    try FileManager.default.createDirectory(
      atPath: session.folder.path("disk"), withIntermediateDirectories: true)
    // Both files are copied in the middle of a change whose pages are written already.
    let copy = try Program.launch(
      "/usr/bin/env", ["sqlite3", "C"], in: session.folder.url,
      input: "PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN IMMEDIATE;\n"
        + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90)\n"
        + "INSERT INTO place SELECT randomblob(32), hex(randomblob(900)) FROM n;\n"
        + ".shell cp C C-journal disk/\nROLLBACK;\n")
    #expect(copy.status == 0, "\(copy.messages)")
    #expect(try session.bytes("disk/C-journal").count > 512)
    #expect(try session.bytes("disk/C") != session.bytes("C"))
    let readOnly = "mount --bind disk disk && mount -o remount,ro,bind disk && "
    for words in ["sinks --victims all", "log", "verify", "note --document d x"] {
      guard
        let run = try withMounts(
          readOnly + "cd disk && \"$TRIBUTARY\" \(words) --case C", in: session)
      else { return }
      #expect(run.status == 2, "\(words): \(run.transcript)")
      #expect(run.messages.contains("was ended in the middle"), "\(run.transcript)")
      #expect(run.messages.contains("copy it and C-journal to a folder"), "\(run.transcript)")
    }
    // Both files on a disk that can be written: the half change is taken back.
    let mended = try session.run(["log", "--case", "disk/C", "--format", "jsonl"])
    #expect(mended.status == 0 && mended.output == log, "\(mended.transcript)")
    #expect(!FileManager.default.fileExists(atPath: session.folder.path("disk/C-journal")))
  }

  /// On a disk that is only read, questions are answered, and nothing is written.
  @Test func aReadOnlyDisk() throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.load()
    let answer = try session.onCase("sinks", "--victims", "all", "--format", "json", "-q")
    let readOnly = "mount --bind . . && mount -o remount,ro,bind . && cd \"$PWD\" && "
    guard
      let asked = try withMounts(
        readOnly + "\"$TRIBUTARY\" sinks --victims all --format json -q --case C", in: session)
    else { return }
    #expect(asked.status == 0 && asked.output == answer, "\(asked.transcript)")
    for words in [
      "note --document d x", "sinks --victims all --record r", "undo --why w",
      "decide anchor page --why w",
    ] {
      let run = try #require(
        try withMounts(readOnly + "\"$TRIBUTARY\" \(words) --case C", in: session))
      #expect(
        run.status == 2 && run.messages.contains("nothing can be written there"),
        "\(words): \(run.transcript)")
    }
  }

  /// A full disk: nothing is appended, and the message has the head that still holds.
  @Test func aFullDisk() throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.load()
    let log = try session.onCase("log", "--format", "jsonl")
    let fill = """
      mkdir disk && mount -t tmpfs -o size=300k tmpfs disk && cp C disk/ && cd disk && \
      (head -c 300000 /dev/zero > ballast; true) 2> /dev/null && \
      "$TRIBUTARY" note --document d "$(head -c 60000 /dev/zero | tr '\\0' x)" --case C; status=$?; \
      rm ballast && "$TRIBUTARY" log --case C --format jsonl && exit $status
      """
    guard let run = try withMounts(fill, in: session) else { return }
    #expect(run.status == 2, "\(run.transcript)")
    #expect(run.messages.contains("the disk is full; nothing was written"), "\(run.transcript)")
    #expect(run.messages.contains("the last event is unchanged: event 2, head "))
    #expect(run.output == log, "\(run.transcript)")
  }

  /// A disk of another machine whose service of locks does not run, as a library put before the system's plays it.
  @Test func aDiskThatGivesNoLocks() throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.load()
    try session.folder.write(
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <errno.h>
      #include <fcntl.h>
      #include <stdarg.h>
      #include <stdlib.h>
      #include <sys/vfs.h>
      static int locks(const char *name, int file, int command, void *value) {
        int asks = command == F_SETLK || command == F_SETLKW || command == F_GETLK;
        if (asks && getenv("NO_LOCKS")) { errno = ENOLCK; return -1; }
        return ((int (*)(int, int, ...))dlsym(RTLD_NEXT, name))(file, command, value);
      }
      int fcntl(int file, int command, ...) {
        va_list rest; va_start(rest, command); void *value = va_arg(rest, void *); va_end(rest);
        return locks("fcntl", file, command, value);
      }
      int fcntl64(int file, int command, ...) {
        va_list rest; va_start(rest, command); void *value = va_arg(rest, void *); va_end(rest);
        return locks("fcntl64", file, command, value);
      }
      int statfs(const char *path, struct statfs *system) {
        int result = ((int (*)(const char *, struct statfs *))dlsym(RTLD_NEXT, "statfs"))(path, system);
        system->f_type = 0x6969;
        return result;
      }
      """, as: "locks.c")
    let built = try Program.launch(
      "/usr/bin/env", ["clang", "-shared", "-fPIC", "-o", "locks.so", "locks.c", "-ldl"],
      in: session.folder.url)
    guard built.status == 0 else { return }
    let before = try session.bytes("C")
    var onDisk = ["LD_PRELOAD": session.folder.path("locks.so"), "NO_LOCKS": "1"]
    for words in [["note", "--document", "d", "x"], ["sinks", "--victims", "all"]] {
      let run = try session.run(words + ["--case", "C"], with: onDisk)
      #expect(run.status == 2, "\(words): \(run.transcript)")
      #expect(run.messages.contains("gives no locks"), "\(words): \(run.transcript)")
      #expect(run.messages.contains("copy the case to a disk of this machine"))
    }
    #expect(try session.bytes("C") == before)
    // Where there are locks, they are only said to be unreliable.
    onDisk["NO_LOCKS"] = nil
    let run = try session.run(["note", "--document", "d", "x", "--case", "C"], with: onDisk)
    #expect(run.status == 0, "\(run.transcript)")
    #expect(run.messages.contains("lies on another machine"), "\(run.transcript)")
  }
}
