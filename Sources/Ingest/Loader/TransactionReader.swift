public import PaymentGraph

/// Reads files of transactions, accounts and claims into one ledger.
///
/// The header of each file decides what it is: the canonical CSV (`id,time,from,to,amount,currency`), an accounts file
/// (`account,role`), a claims file (`claim`: ids of the payments that victims claim), or a layout that a profile
/// describes, such as the published ledgers AMLWorld, AMLSim, PaySim and FinCEN Files. Bad rows become diagnostics and
/// the rest loads. Neither the order of the files nor that of their rows changes the ledger, except for rows of one
/// file with equal times; a file that is given twice counts once.
public struct TransactionReader: Sendable {
  /// The columns of files of transactions that no profile knows; nil to go by the header.
  public var mapping: ColumnMapping?
  /// True where two rows of different statements that show one payment become one transfer.
  public var matchesStatements = true
  /// The treatment of rows that are not well formed.
  public var tolerance: Tolerance
  /// True where a negative amount in a row that names both accounts is a payment back: a credit note, a correction.
  public var reversesNegatives = false
  /// The accounts that statements show, by path or file name, even against the file's own account; under "" for all
  /// files that name none.
  public var ownAccounts: [String: String] = [:]
  /// The forms of cells of single files, by path or file name, where the files leave them open; the forms for all files
  /// are in ``mapping``.
  public var statedForms: [String: StatedForms] = [:]
  /// The columns, and the values for all rows, of single files, by path or file name.
  public var fileMappings: [String: ColumnMapping] = [:]
  /// The profile that reads one file, by path or file name; under "" the profiles for headers of many banks that may be
  /// used wherever they fit, divided by commas.
  public var chosenProfiles: [String: String] = [:]
  /// The sheets of workbooks to read, by path or file name; under "" for all workbooks.
  public var sheets: [String: [String]] = [:]
  /// The secret that marks the numbers of cards; nil for one that the bytes of the files make.
  public var cardSecret: CardSecret?
  /// Called when a number is marked with the secret of cards, so that who keeps the secret knows that it is needed.
  public var onMarkedNumber: (@Sendable () -> Void)?
  /// The paths at which the bytes of files lie, by the paths under which the files are named and cited, where the two
  /// differ.
  public var places: [String: String] = [:]
  /// The profiles that headers are compared with.
  var library = FormatLibrary()
  /// Receives the progress of reading from time to time.
  public var onProgress: (@Sendable (LoadProgress) -> Void)?

  /// The number of bytes that the fast reader takes at once; nil to let the careful reader read every row.
  ///
  /// Tests compare the two, and try sizes at which rows lie across the borders.
  var bulkSize: Int? = ChunkReader.usualSize

  /// False to keep all entries of a message in memory while it is read; tests compare the two.
  var readsEntryByEntry = true

  /// The most transfers, and the most accounts, of one ledger; tests set fewer.
  var mostRows = Int(Int32.max)

  /// Makes a reader of files whose headers are known, or that a mapping describes.
  public init(
    mapping: ColumnMapping? = nil, tolerance: Tolerance = .normal,
    onProgress: (@Sendable (LoadProgress) -> Void)? = nil
  ) {
    self.mapping = mapping
    self.tolerance = tolerance
    self.onProgress = onProgress
  }

  /// Reads all files into one ledger.
  ///
  /// - Parameter paths: the files, in any order; archives stand for the files in them.
  /// - Returns: the ledger, the readings of the files in the order of `paths`, each archive before its parts, and the
  ///   claims.
  /// - Throws: ``IngestError`` when a file is missing, is not text, or has a header that neither a profile nor the
  ///   mapping explains; where ``tolerance`` is ``Tolerance/strict``, also when a row is rejected.
  /// - Complexity: O(bytes), and O(*t* log *t*) where rows are not in the order of their times.
  public func read(_ paths: [String]) throws(IngestError) -> Intake {
    var files: [SourceText] = []
    var questions: [IngestError] = []
    for path in paths {
      let opened = try OpenedFile(path: path, at: places[path], sheets: SheetChoice(sheets))
      files += opened.texts
      questions += opened.questions
    }
    guard questions.isEmpty else { throw IngestError(questions) }
    let intake = try load(files, leavesOut: false).intake
    if tolerance == .strict, intake.rows.rejected > 0 {
      throw IngestError(rejectedIn: intake)
    }
    return intake
  }

  /// Reads all files that can be read into one ledger, and returns an error for each of the others.
  ///
  /// The ledger is the one that ``read(_:)`` makes of the files that can be read: the others leave no trace in it.
  ///
  /// - Parameter paths: the files, in any order.
  /// - Returns: the ledger with the readings of its files in the order of `paths`, nil where no file can
  ///   be read; and an error for each file that cannot, in the same order. Where ``tolerance`` is
  ///   ``Tolerance/strict`` and a row is rejected, that is the last error and there is no ledger.
  /// - Complexity: that of ``read(_:)``; every file is read once.
  public func readAvailable(_ paths: [String]) -> (intake: Intake?, unread: [IngestError]) {
    var files: [SourceText] = []
    var indices: [Int] = []
    var unread: [(index: Int, error: IngestError)] = []
    for (index, path) in paths.enumerated() {
      do throws(IngestError) {
        let opened = try OpenedFile(path: path, at: places[path], sheets: SheetChoice(sheets))
        guard opened.questions.isEmpty else { throw IngestError(opened.questions) }
        files += opened.texts
        indices += opened.texts.map { _ in index }
      } catch {
        unread.append((index, error))
      }
    }
    var intake: Intake?
    var last: [IngestError] = []
    do throws(IngestError) {
      let result = try load(files, leavesOut: true)
      unread += result.unread.map { (indices[$0.key], $0.value) }
      let isAnyRead = files.indices.contains {
        result.unread[$0] == nil && files[$0].archive == nil
      }
      if isAnyRead { intake = result.intake }
      if tolerance == .strict, let read = intake, read.rows.rejected > 0 {
        last = [IngestError(rejectedIn: read)]
        intake = nil
      }
    } catch {
      last = [error]
    }
    return (intake, unread.sorted { $0.index < $1.index }.map(\.error) + last)
  }

  private func load(
    _ files: [SourceText], leavesOut: Bool
  ) throws(IngestError) -> (intake: Intake, unread: [Int: IngestError]) {
    var inputs: [InputFile] = []
    for (file, digest) in zip(files, files.map { DigestTask($0) }) {
      // The digest of a single file is not needed before its rows are read.
      let isRepeated = inputs.contains { $0.digest.value == digest.value }
      inputs.append(InputFile(file: file, digest: digest, isRepeated: isRepeated))
    }
    let result = try Loader(reader: self, inputs: inputs, leavesOut: leavesOut).load()
    // The digests are known now, and every row is read: from here on no byte of a file matters.
    for file in files { try file.file.checkUnchanged() }
    return result
  }

  /// Reads the user's own profiles from a folder; they are tried before the built-in ones.
  ///
  /// - Throws: ``ProfileError`` where one of its YAML files is not a profile.
  public mutating func addProfiles(from folder: String) throws(ProfileError) {
    library = FormatLibrary(own: library.own + (try ProfileFolder.read(folder)))
  }

  /// Reads one profile of the user's own; it is tried after those that were added before it.
  ///
  /// - Throws: ``ProfileError`` where the file is not a profile.
  public mutating func addProfile(_ path: String) throws(ProfileError) {
    library = FormatLibrary(own: library.own + [try ProfileFolder.read(file: path)])
  }

  /// Returns the account that the user names for one file.
  func ownAccount(of path: String) -> String? { value(of: path, in: ownAccounts) }

  /// Looks up the value stated for one file, by its path or its name.
  private func value<Value>(of path: String, in table: [String: Value]) -> Value? {
    if table.isEmpty { return nil }
    return FileNames(path).all.lazy.compactMap { table[$0] }.first
  }

  /// Returns the forms of cells stated for one file by name.
  func statedForms(of path: String) -> StatedForms {
    value(of: path, in: statedForms) ?? StatedForms()
  }

  /// Makes a finder of the kind of a text, with everything stated for its file.
  func finder(for text: SourceText) throws(IngestError) -> HeaderFinder {
    var finder = try finder(for: text.path)
    finder.name = text.fileName
    finder.isOfWorkbook = text.sheet != nil
    return finder
  }

  /// Makes a finder of the kind of a file, with everything stated for the file.
  func finder(for path: String) throws(IngestError) -> HeaderFinder {
    let own = value(of: path, in: fileMappings)
    var finder = HeaderFinder(
      mapping: own.map { (mapping ?? ColumnMapping()).merging($0) } ?? mapping, library: library,
      stated: statedForms(of: path))
    finder.ownConstants = Set((own?.constants ?? [:]).keys)
    if let name = value(of: path, in: chosenProfiles) {
      guard let profile = library.profile(named: name) else {
        throw IngestError(.headerUnknown, path: path, "there is no profile \(name)")
      }
      finder.chosen = profile
    }
    finder.asked = Set((chosenProfiles[""] ?? "").split(separator: ",").map(String.init))
    return finder
  }
}

/// The progress of loading.
public struct LoadProgress: Sendable, Hashable {
  /// The file that is being read.
  public let path: String
  /// The number of bytes read so far, of all files.
  public let bytesRead: Int
  /// The number of bytes of all files.
  public let byteCount: Int
}
