internal import Foundation
internal import PaymentGraph

/// A file that is open.
struct InputFile {
  let file: SourceText
  let digest: DigestTask
  /// True where the same bytes were named before.
  let isRepeated: Bool

  /// The file as evidence; waits for its digest.
  var source: SourceFile {
    SourceFile(
      path: file.path, digest: file.part?.outer.digest ?? digest.value,
      byteCount: file.file.count,
      part: file.part.map { SourcePart(path: $0.path, digest: digest.value) })
  }

  /// The last part of the path.
  var name: String { source.name }

  /// Makes a log for the file's problems, which starts with the encoding where that is a guess.
  func makeLog() -> DiagnosticLog {
    var log = DiagnosticLog(of: source) { file.fileRange($0) }
    log.isOfMessage = file.message != nil
    if file.encoding == .windows1252, !file.declaresEncoding {
      let (count, line) = file.foreignBytes
      log.add(
        .encodingAssumed, severity: .note,
        summary: "the file is not UTF-8 and is read as Windows-1252", line: line,
        note:
          "\(count) \(count == 1 ? "byte is" : "bytes are") beyond ASCII, the first on this line",
        remedy: "look at names with accents; if they are wrong, save the file as UTF-8")
    }
    if file.encoding.isUTF8, !file.isASCII {
      let doubled = file.withBytes { DoubleEncoding(in: $0) }
      if let example = doubled.example {
        log.add(
          .encodingDoubled, severity: .warning,
          summary: "text was encoded twice: \"\(example.found)\" should be \"\(example.meant)\"",
          line: doubled.line,
          note:
            "\(doubled.count) such \(doubled.count == 1 ? "text" : "texts"), the first on this line; they are kept as they are",
          remedy: "save the file as Windows-1252 and load that, or export it again")
      }
    }
    return log
  }

  // MARK: Reports on files without transfers

  /// Returns the report on the file, which holds no transfers.
  func report(
    _ profile: String, finding: HeaderFinder.Finding? = nil, rows: RowBalance = RowBalance(),
    log: DiagnosticLog
  ) -> FileReading {
    FileReading(
      file: source, encoding: file.encodingName, dialect: finding?.words ?? "",
      headerLine: finding?.headerLine, profile: profile, rows: rows, firstTime: nil, lastTime: nil,
      totals: MoneyTotals(), statedPayments: nil, diagnostics: log.diagnostics)
  }

  /// Returns the report on a file that repeats another.
  func reportRepeated(of original: SourceFile) -> FileReading {
    var log = DiagnosticLog(of: source)
    log.add(
      .fileRepeated, severity: .note,
      summary: "\(source.path) has the same bytes as \(original.path)",
      note: "SHA-256 \(digest.value.hex)", remedy: "no action is needed; it counts once")
    return report("repeated", log: log)
  }

  /// Returns the report on an archive, with the parts that are left out.
  func report(_ archive: ArchiveContents) -> FileReading {
    var log = DiagnosticLog(of: source)
    for part in archive.leftOut where !part.isOfSystem {
      log.add(
        .partLeftOut, severity: .warning, summary: "\(source.path)!\(part.path) is left out",
        note: "it \(part.reason)",
        remedy: "nothing of it is in any answer; see whether it holds payments")
    }
    let hidden = archive.leftOut.filter(\.isOfSystem).map(\.path)
    if !hidden.isEmpty {
      let names = hidden.prefix(3).joined(separator: ", ")
      log.add(
        .partLeftOut, severity: .note,
        summary:
          "\(hidden.count) hidden \(hidden.count == 1 ? "file" : "files") in \(source.path) "
          + "\(hidden.count == 1 ? "is" : "are") left out",
        note: names + (hidden.count > 3 ? " and others" : ""),
        remedy: "no action is needed: systems add such files by themselves")
    }
    let parts = archive.read
    return FileReading(
      file: source, encoding: "", dialect: "", headerLine: nil, profile: "archive",
      rows: RowBalance(), firstTime: nil, lastTime: nil, totals: MoneyTotals(),
      statedPayments: nil,
      decisions: [
        "a ZIP archive: \(parts) of its files \(parts == 1 ? "is" : "are") read, each as a file of its own"
      ], diagnostics: log.diagnostics)
  }

  /// Returns the report on a file without rows.
  func reportEmpty() -> FileReading {
    if let archive = file.archive { return report(archive) }
    var log = DiagnosticLog(of: source)
    let count = source.byteCount
    let isNothing =
      count > 0
      && file.withBytes { bytes in
        for at in bytes.indices where bytes[at] != 0 { return false }
        return true
      }
    log.add(
      .fileEmpty, severity: .warning,
      summary: isNothing
        ? "\(source.path) holds no text: each of its \(count) bytes is a NUL"
        : "\(source.path) has no rows and no header",
      remedy: "check that it was exported and copied completely")
    return report("empty", log: log)
  }
}

/// The files of a folder that may hold tables, and those that are left out.
public struct InputFolder: Sendable {
  /// A file that is left out, and the reason.
  public struct LeftOut: Sendable, Hashable {
    /// The path of the file.
    public let path: String
    /// The reason in words: `is a PDF, …`.
    public let reason: String
    /// True for a profile, which describes how other files are read.
    let isProfile: Bool
  }

  /// The paths of the files that are taken, in the order of their names.
  public let files: [String]
  /// The files that are left out, in the order of names; hidden files are not listed.
  public let leftOut: [LeftOut]

  /// True where all that the folder holds is profiles.
  public var holdsProfilesOnly: Bool {
    files.isEmpty && !leftOut.isEmpty && leftOut.allSatisfy(\.isProfile)
  }

  /// True where a path leads to a folder.
  public static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Lists a folder, without the folders in it.
  ///
  /// Names do not matter: a statement may be called `.CSV`, `.txt` or `.xls`. Files that are not text, and files
  /// plainly written for something else (`.md`, `.yaml`), are left out.
  public init(path: String) throws(IngestError) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw IngestError(.unreadable, path: path, "is not a readable folder")
    }
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    var files: [String] = []
    var leftOut: [LeftOut] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      let file = "\(base)/\(name)"
      if InputFolder.isFolder(file) {
        leftOut.append(
          LeftOut(
            path: file, reason: "is a folder; name it to load what is in it", isProfile: false))
      } else if let reason = InputFolder.reason(name, file) {
        let isProfile = [".yaml", ".yml"].contains { name.lowercased().hasSuffix($0) }
        leftOut.append(LeftOut(path: file, reason: reason, isProfile: isProfile))
      } else {
        files.append(file)
      }
    }
    self.files = files
    self.leftOut = leftOut
  }

  /// Returns the reason why a file is left out; nil where it is taken.
  private static func reason(_ name: String, _ path: String) -> String? {
    let end = name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
    switch end {
    case "md", "markdown": return "is a page for readers, by its name"
    case "jsonl": return "is a log of a case, by its name"
    case "yaml", "yml": return "is a profile, by its name; load its folder with --profiles"
    default: break
    }
    do throws(IngestError) {
      try OpenedFile.check(path)
      return nil
    } catch {
      return error.code == .notText ? error.message : nil
    }
  }
}
