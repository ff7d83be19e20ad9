internal import Glibc

/// A file that a command writes.
///
/// Evidence is never overwritten: a file that was read is refused, also under another name. Any
/// existing file is refused unless the user asks for its replacement, and links, folders and
/// devices are always refused. The file appears whole or not at all: it is written beside its final
/// name and then renamed.
struct OutputFile {
  let path: String
  /// The files that the command reads.
  var inputs: [String] = []
  /// True where an ordinary file that exists is replaced.
  var replaces = false
  /// True where an ordinary file that exists stays under another name: its own with a number behind it.
  var keepsFormer = false

  /// Refuses a path that must not be written; commands call it before they begin to work.
  func check() throws(CommandFailure) {
    if Console.isCollecting { return }
    var known = stat()
    guard lstat(path, &known) == 0 else { return }
    switch known.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFLNK: throw CommandFailure("\(path) is a link; name the file itself")
    case S_IFDIR: throw CommandFailure("\(path) is a folder; name a file in it")
    default: throw CommandFailure("\(path) is not an ordinary file, so it is not overwritten")
    }
    for input in inputs + CaseContext.filesNeverReplaced {
      var read = stat()
      if stat(input == "-" ? "/dev/stdin" : input, &read) == 0, read.st_dev == known.st_dev,
        read.st_ino == known.st_ino
      {
        throw CommandFailure(
          "\(path) is one of the files to read; evidence is never overwritten: name another file")
      }
    }
    guard replaces || keepsFormer else {
      throw CommandFailure("\(path) exists; name another file, or replace it with --force")
    }
  }

  /// Writes the bytes of the file.
  ///
  /// A file that is replaced keeps its mode; a new one may be read by everybody, as the system's
  /// mask allows.
  ///
  /// - Returns: The path under which a former file was kept; nil where there was none.
  @discardableResult func save(_ bytes: [UInt8]) throws(CommandFailure) -> String? {
    if Console.isCollecting {
      Console.write(bytes)
      return nil
    }
    try check()
    let former = replaces ? nil : try keepFormer()
    var known = stat()
    let mode = lstat(path, &known) == 0 ? known.st_mode & 0o7777 : nil
    let draft = "\(path).part-\(getpid())"
    // A draft that somebody else has put there, such as a link, is neither followed nor used.
    let descriptor = open(
      draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    var reason = descriptor < 0 ? errno : 0
    if descriptor >= 0 {
      if let mode, fchmod(descriptor, mode) != 0 { reason = errno }
      if reason == 0 { reason = Console.put(bytes, to: descriptor) }
      if close(descriptor) != 0, reason == 0 { reason = errno }
      if reason == 0, rename(draft, path) != 0 { reason = errno }
      if reason != 0 { unlink(draft) }
    }
    if reason != 0 {
      throw CommandFailure("\(path) cannot be written: \(String(cString: strerror(reason)))")
    }
    return former
  }

  /// Gives a file that exists another name, the first that is free.
  private func keepFormer() throws(CommandFailure) -> String? {
    guard keepsFormer, access(path, F_OK) == 0 else { return nil }
    for number in 1...999 {
      let former = "\(path).\(number)"
      // A link is made only where nothing has the name.
      guard link(path, former) == 0 else { continue }
      return former
    }
    throw CommandFailure("\(path) exists and cannot be kept under another name; use --force")
  }
}
