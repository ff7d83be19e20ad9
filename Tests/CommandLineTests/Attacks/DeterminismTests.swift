import Foundation
import TestSupport
import Testing

/// Every command prints the same bytes whatever the process is seeded with, wherever and on how many cores it runs.
///
/// Four surroundings in each run of the tests; `make determinism` takes all.
@Suite("The same bytes in every run")
struct DeterminismTests {
  /// A place and a manner of running.
  struct Surroundings {
    let number: Int

    var environment: String {
      let zones = [
        "UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati", "Europe/Dublin",
      ]
      let languages = ["C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "hi_IN", "POSIX"]
      let language = languages[number % languages.count]
      // Swift seeds its tables anew in each process; now and then it is told not to.
      let hashing =
        number % 5 == 3
        ? "export SWIFT_DETERMINISTIC_HASHING=1" : "unset SWIFT_DETERMINISTIC_HASHING"
      return """
        export TZ=\(zones[number % zones.count]) LANG=\(language) LC_ALL=\(language)
        \(hashing)
        \(number % 3 == 2 ? "unset HOME" : "export HOME=/")
        """
    }

    /// What the program is run under: one core, or those that there are.
    var prefix: String { number % 2 == 1 ? "$ONE_CORE" : "" }
    var folder: String { ["case", "a folder with blanks", "dossier-\u{E9}", "x/y/z"][number % 4] }
  }

  static let commands = [
    "check *.csv", "check *.csv --format json", "check *.csv --format csv", "sinks *.csv",
    "sinks *.csv --format json", "sinks l.csv --victims all --format csv",
    "sinks l.csv --victims all --ties allow",
    "reach l.csv --from p1", "reach l.csv --from p1,p2 --format json",
    "path l.csv --from p1 --to m1",
    "trace l.csv a.csv --rule fifo", "trace l.csv a.csv --rule proRata --format json",
    "trace l.csv a.csv --compare", "match l.csv a.csv", "match l.csv a.csv --format csv",
    "explain l.csv a.csv --sink m1", "explain l.csv a.csv --account m1 --rule proRata",
    "draw l.csv a.csv -o flow.svg", "draw l.csv a.csv -o page.html",
    "draw l.csv a.csv --whole -o flow.dot",
    "parties *.csv --format csv", "accounts *.csv --format csv", "transfers *.csv --format csv",
    "sums *.csv",
    "grid s1.csv", "profile list", "profile show in.sbi.statement",
    "profile make l.csv --name my.x -o . --force",
    "simulate --seed 7 -o case-7",
  ]

  private static func write(into folder: String, _ root: URL) throws {
    var random = SplitMix64(seed: 20)
    var ledger = "id,time,from,to,amount,currency,reference\n"
    for row in 0..<160 {
      let day = String(format: "2024-01-%02d", Int.random(in: 1...6, using: &random))
      let payer = "p\(Int.random(in: 1...9, using: &random))"
      let mule = "m\(Int.random(in: 1...4, using: &random))"
      let currency = row % 7 == 0 ? "EUR" : "GBP"
      let (from, to) = row % 3 == 0 ? (payer, "hub") : row % 3 == 1 ? ("hub", mule) : (payer, mule)
      ledger +=
        "t\(row),\(day),\(from),\(to),\(row % 4 == 0 ? "185.00" : "\(row + 10).50"),\(currency),R\(row / 6)\n"
    }
    var accounts = "account,role,name,holder\nhub,processor,Pay Hub,\n"
    let names = ["Priya Das", "Das Priya", "Mr Priya Das", "Ann O'Hara", "Anne OHara"]
    for number in 1...9 {
      accounts += "p\(number),victim,\(names[number % 5]),\(names[number * 3 % 5])\n"
    }
    let target = root.appending(path: folder)
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    try Data(ledger.utf8).write(to: target.appending(path: "l.csv"))
    try Data(accounts.utf8).write(to: target.appending(path: "a.csv"))
    for (number, name) in ["gb.barclays.csv", "gb.monzo.csv", "paypal.activity.en"].enumerated() {
      try FileManager.default.copyItem(
        at: Repository.root.appending(path: "fixtures/profiles/\(name)/input.csv"),
        to: target.appending(path: "s\(number + 1).csv"))
    }
  }

  @Test func bytesAreTheSame() throws {
    let wanted = Int(ProcessInfo.processInfo.environment["TRIBUTARY_DETERMINISM"] ?? "") ?? 4
    let folder = try TemporaryFolder()
    var first: [String] = []
    for number in 0..<wanted {
      let around = Surroundings(number: number)
      let root = folder.url.appending(path: "run-\(number)")
      try Self.write(into: around.folder, root)
      let script = Self.commands.map { command in
        // Widths of lines follow the terminal; these runs have none, whatever COLUMNS says.
        "\(around.prefix) $TRIBUTARY \(command) 2> err; echo \"status $?\"; cat err; echo '\(Self.mark)'"
      }
      let run = try Program.shell(
        """
        cd '\(root.path)/\(around.folder)'
        ONE_CORE=; command -v taskset > /dev/null && ONE_CORE='taskset -c 0'
        \(around.environment)
        \(script.joined(separator: "\n"))
        sha256sum flow.svg page.html flow.dot my.x.yaml my.x.fixture.csv; find case-7 -type f | LC_ALL=C sort | xargs sha256sum
        """)
      let answers = run.output.components(separatedBy: Self.mark)
      #expect(answers.count == Self.commands.count + 1)
      if number == 0 {
        first = answers
        for (command, answer) in zip(Self.commands, answers) {
          #expect(
            answer.contains("status 0") || answer.contains("status 1"),
            "\(command): \(answer.suffix(600))")
        }
      }
      for (place, answer) in answers.enumerated() where place < first.count {
        let command = place < Self.commands.count ? Self.commands[place] : "the files written"
        #expect(answer == first[place], "\(command) in surroundings \(number)")
      }
    }
  }

  private static let mark = "=== next ==="
}
