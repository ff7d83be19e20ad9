internal import Hashing
internal import PaymentGraph

/// The texts that a path names: that of the file itself, or those of the parts that it holds packed.
///
/// The first bytes decide what a file is, not its name. An archive itself comes before its parts, which stand in the
/// order of their names; parts that hold no table are left out, and the archive says so.
struct OpenedFile {
  private(set) var texts: [SourceText] = []
  /// The questions that workbooks leave open: which of their sheets is meant.
  private(set) var questions: [IngestError] = []

  private let outer: OuterFile
  private let sheets: SheetChoice
  private var budget = UnpackingBudget()
  /// The one part that is wanted; nil for all.
  private var wanted: String?

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - place: the path at which its bytes lie, where that is another one.
  ///   - sheets: the sheets of workbooks that are asked for.
  ///   - wanted: the path of the one part that is wanted; nil for all.
  init(
    path: String, at place: String? = nil, sheets: SheetChoice = SheetChoice(),
    part wanted: String? = nil
  ) throws(IngestError) {
    let file = try MappedFile(path: path, at: place)
    outer = OuterFile(file)
    self.sheets = sheets
    self.wanted = wanted
    try open(file, inner: "", depth: 0, isCompressed: false)
  }

  // MARK: Kinds of files

  /// Opens a file by its first bytes.
  ///
  /// - Parameters:
  ///   - inner: its path in the file given; empty for that file itself.
  ///   - depth: the number of archives around it.
  private mutating func open(
    _ file: MappedFile, inner: String, depth: Int, isCompressed: Bool
  ) throws(IngestError) {
    if file.withBytes({ ZIPArchive.isMatch($0) }) {
      let archive = try archive(file)
      if WorkbookFile.isMatch(archive) {
        try openWorkbook(archive, in: file, inner: inner)
      } else {
        try open(archive, in: file, inner: inner, depth: depth)
      }
      return
    }
    if file.withBytes({ $0.count > 2 && $0[0] == 0x1F && $0[1] == 0x8B }) {
      guard !isCompressed, depth < 2 else {
        throw IngestError(
          .notText, path: file.path, "is compressed twice; unpack it once, and load the result")
      }
      try openCompressed(file, inner: inner, depth: depth)
      return
    }
    texts.append(try SourceText(file, part: part(inner, name: "", isCompressed)))
  }

  private func part(_ inner: String, name: String, _ isCompressed: Bool = false) -> PartOfFile? {
    inner.isEmpty && !isCompressed
      ? nil : PartOfFile(path: inner, name: name, outer: outer, isCompressed: isCompressed)
  }

  private func archive(_ file: MappedFile) throws(IngestError) -> ZIPArchive {
    do throws(ArchiveFault) {
      return try file.withBytes { bytes throws(ArchiveFault) in try ZIPArchive(bytes) }
    } catch {
      throw error.error(of: file.path, "is a ZIP archive")
    }
  }

  private mutating func openCompressed(
    _ file: MappedFile, inner: String, depth: Int
  ) throws(IngestError) {
    let unpacked: MappedFile
    do throws(ArchiveFault) {
      var whole = try UnpackedFile()
      try file.withBytes { bytes throws(ArchiveFault) in
        try whole.unpack(gzip: bytes, budget: &budget)
      }
      unpacked = try mapped(whole, as: file.path)
    } catch {
      throw error.error(of: file.path, "is a gzip file")
    }
    if unpacked.withBytes({ ArchiveKinds.isTape($0) }) {
      throw IngestError(
        .notText, path: file.path, "is a tar archive; unpack it, and name the files in it")
    }
    try open(unpacked, inner: inner, depth: depth, isCompressed: true)
  }

  private func mapped(
    _ unpacked: consuming UnpackedFile, as path: String
  ) throws(ArchiveFault) -> MappedFile {
    do throws(IngestError) {
      return try unpacked.mapped(as: path, of: outer.file)
    } catch {
      throw .damaged("that \(error.message)")
    }
  }

  /// Unpacks one entry of an archive.
  private mutating func unpacked(
    _ entry: ZIPArchive.Entry, in file: MappedFile, as path: String
  ) throws(IngestError) -> MappedFile {
    do throws(ArchiveFault) {
      var whole = try UnpackedFile()
      try file.withBytes { bytes throws(ArchiveFault) in
        try whole.unpack(entry, of: bytes, budget: &budget)
      }
      return try mapped(whole, as: path)
    } catch {
      throw error.error(of: file.path, "is a ZIP archive")
    }
  }

  // MARK: Archives

  private mutating func open(
    _ archive: ZIPArchive, in file: MappedFile, inner: String, depth: Int
  ) throws(IngestError) {
    guard depth < 2 else {
      throw IngestError(
        .unreadable, path: file.path,
        "is an archive in an archive in an archive; unpack it, and load what is in it")
    }
    let place = texts.count
    var contents = ArchiveContents()
    for entry in archive.entries {
      let inside = inner.isEmpty ? entry.name : "\(inner)!\(entry.name)"
      if let wanted, wanted != inside, !wanted.hasPrefix("\(inside)!") { continue }
      if let reason = ArchiveKinds.reason(entry.name) {
        contents.leftOut.append(
          .init(
            path: entry.name, reason: reason.words, isOfSystem: reason.isOfSystem))
        continue
      }
      let path = "\(file.path)!\(entry.name)"
      let part = try unpacked(entry, in: file, as: path)
      let before = (texts.count, questions.count)
      do throws(IngestError) {
        try open(part, inner: inside, depth: depth + 1, isCompressed: false)
        contents.read +=
          texts[before.0...].count { $0.archive == nil }
          + (questions.count - before.1)
      } catch {
        // A part that is no table is said; one that is damaged could be evidence, so the whole is refused.
        guard error.code == .notText else { throw error }
        texts.removeSubrange(before.0...)
        contents.leftOut.append(
          .init(path: entry.name, reason: error.message, isOfSystem: false))
      }
    }
    guard contents.read > 0 else {
      let what = contents.leftOut.filter { !$0.isOfSystem }.prefix(3).map {
        "\($0.path) \($0.reason)"
      }
      throw IngestError(
        .notText, path: file.path,
        "is a ZIP archive in which nothing can be read"
          + (what.isEmpty ? ": it is empty" : ": \(what.joined(separator: "; "))"))
    }
    texts.insert(SourceText(contents, in: file, part: part(inner, name: "")), at: place)
  }

  // MARK: Workbooks

  private mutating func openWorkbook(
    _ archive: ZIPArchive, in file: MappedFile, inner: String
  ) throws(IngestError) {
    if let advice = WorkbookFile.advice(archive) {
      throw IngestError(.notText, path: file.path, advice)
    }
    do throws(IngestError) {
      try readWorkbook(archive, in: file, inner: inner)
    } catch {
      throw error.path.isEmpty
        ? IngestError(error.code, path: file.path, error.message) : error
    }
  }

  private mutating func readWorkbook(
    _ archive: ZIPArchive, in file: MappedFile, inner: String
  ) throws(IngestError) {
    var entries: [String: ZIPArchive.Entry] = [:]
    // Programs differ in the case of the names of parts.
    for entry in archive.entries { entries[entry.name.lowercased()] = entry }
    let workbook = try WorkbookFile(archive) { name throws(IngestError) in
      guard let entry = entries[name.lowercased()] else { return nil }
      return try unpacked(entry, in: file, as: file.path).withBytes(WorkbookXML.text)
    }
    var choice = SheetSelection(workbook.sheets)
    if let only = sheets.only {
      choice.select { (inner.isEmpty ? $0 : "\(inner)!\($0)") == only }
    } else {
      try choice.select(named: sheets.sheets(of: file.path))
    }
    for sheet in choice.candidates {
      guard let entry = entries[sheet.part.lowercased()] else {
        throw WorkbookFile.broken("lacks its sheet \(sheet.name)")
      }
      let path = "\(file.path)!\(sheet.name)"
      let part = try unpacked(entry, in: file, as: path)
      let text = try part.withBytes { bytes throws(IngestError) in
        guard FileSignature.utf16Order(bytes) == nil else {
          throw WorkbookFile.broken("has a sheet in UTF-16, which is not read")
        }
        return try SheetReader.read(bytes, name: sheet.name, of: workbook)
      }
      choice.add(text, of: sheet, in: part)
    }
    guard let chosen = choice.chosen else {
      questions.append(
        IngestError(.twoReadings, path: file.path, choice.question(of: file.path)))
      return
    }
    for (sheet, text, part) in chosen {
      let inside = inner.isEmpty ? sheet.name : "\(inner)!\(sheet.name)"
      var text = text
      text.decisions =
        [choice.reason(for: sheet)] + workbook.remarks + text.decisions
      texts.append(
        SourceText(
          text, in: part, part: PartOfFile(path: inside, name: sheet.name, outer: outer)))
    }
  }
}

/// The kinds of files in archives, by their names.
enum ArchiveKinds {
  /// Returns the reason why a part is not looked at; nil where its bytes decide.
  static func reason(_ path: String) -> (words: String, isOfSystem: Bool)? {
    let parts = path.split(separator: "/")
    let name = parts.last.map { $0.lowercased() } ?? ""
    if parts.contains("__MACOSX") || parts.contains(where: { $0.hasPrefix(".") })
      || ["thumbs.db", "desktop.ini"].contains(name)
    {
      return ("is a hidden file of a system", true)
    }
    switch name.split(separator: ".").dropFirst().last {
    case "md", "markdown": return ("is a page for readers, by its name", false)
    case "yaml", "yml":
      return ("is a profile, by its name; unpack it, and name it beside the archive", false)
    default: return nil
    }
  }

  /// Returns true where bytes are a tar archive.
  static func isTape(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 512 && (257..<262).map { bytes[$0] } == Array("ustar".utf8)
  }
}

extension OpenedFile {
  /// Throws where a file cannot be read at all; archives are judged by their list alone, without unpacking them.
  static func check(_ path: String) throws(IngestError) {
    let file = try MappedFile(path: path)
    let isPacked = file.withBytes {
      ZIPArchive.isMatch($0) || $0.count > 2 && $0[0] == 0x1F && $0[1] == 0x8B
    }
    guard isPacked else {
      _ = try SourceText(file)
      return
    }
    guard file.withBytes({ ZIPArchive.isMatch($0) }) else { return }
    do throws(ArchiveFault) {
      _ = try file.withBytes { bytes throws(ArchiveFault) in try ZIPArchive(bytes) }
    } catch {
      throw error.error(of: path, "is a ZIP archive")
    }
  }
}

extension SourceText {
  /// Opens the one text of a file.
  ///
  /// - Parameters:
  ///   - part: the path of the part of an archive that is meant.
  ///   - sheet: the sheet of a workbook that is meant.
  /// - Throws: the list of parts, where the file holds several.
  init(single path: String, part: String? = nil, sheet: String? = nil) throws(IngestError) {
    let opened = try OpenedFile(
      path: path, sheets: SheetChoice(sheet.map { ["": [$0]] } ?? [:]), part: part)
    guard opened.questions.isEmpty else { throw IngestError(opened.questions) }
    let texts = opened.texts.filter { $0.archive == nil }
    guard texts.count == 1, let only = texts.first else {
      let names = texts.prefix(8).map { $0.part?.path ?? "" }.joined(separator: ", ")
      throw IngestError(
        .twoReadings, path: path,
        texts.isEmpty
          ? "has no part \(part ?? "")"
          : "holds \(texts.count) files: \(names)\(texts.count > 8 ? " and others" : ""); name one with --part"
      )
    }
    self = only
  }

  /// Opens a text again that was read before; nil where its bytes are others now.
  init?(
    again file: SourceFile, places: [String: String], sheets: [String: [String]] = [:]
  ) throws(IngestError) {
    let path = file.givenPath
    // The sheet that was read is the one that is meant.
    var choice = SheetChoice(sheets)
    if let part = file.part { choice.only = part.path }
    let opened = try OpenedFile(
      path: path, at: places[path], sheets: choice,
      part: file.part.flatMap { $0.path.isEmpty ? nil : $0.path })
    guard let text = opened.texts.first(where: { $0.path == file.path && $0.archive == nil }) else {
      return nil
    }
    let own = FileDigest(bytes: text.withOwnBytes { SHA256.digest(of: $0) })
    guard own == file.textDigest, (text.part?.outer.digest ?? own) == file.digest else {
      return nil
    }
    self = text
  }
}

/// Files that hold others packed: archives, compressed files, workbooks.
public enum PackedFile {
  /// Returns true for a file that begins as one of them does.
  public static func isPacked(_ path: String) -> Bool {
    guard path != "-", let file = try? MappedFile(path: path) else { return false }
    return file.withBytes {
      ZIPArchive.isMatch($0) || $0.count > 2 && $0[0] == 0x1F && $0[1] == 0x8B
    }
  }

  /// Returns true where a file is an archive that lists a part by this path, or by the end of it.
  ///
  /// - Complexity: O(parts).
  public static func holds(_ name: String, in path: String) -> Bool {
    guard path != "-", isPacked(path), let file = try? MappedFile(path: path),
      let archive = try? file.withBytes({ try ZIPArchive($0) })
    else { return false }
    let wanted = name.firstIndex(of: "!").map { name[..<$0] } ?? name[...]
    return archive.entries.contains { $0.name == wanted || $0.name.hasSuffix("/\(wanted)") }
  }
}
