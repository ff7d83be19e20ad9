internal import ArgumentParser
internal import Ingest
internal import PaymentGraph
internal import Reports

/// The files of the case and the mapping of their columns.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "CSV files, or folders of them: transactions, accounts (account,role,…), claims (claim) and decisions, in any order; and profiles of your own (.yaml).",
      valueName: "files"),
    completion: .file(extensions: ["csv", "asc", "txt", "xls", "tsv", "yaml"]))
  var files: [String]

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      """
      The column of a field in files that no profile knows: amount=Betrag, to=bank+account (joined by /), \
      amount=#5 (fifth column). Columns called amount, currency, time and so on need none. For one file: \
      FILE:amount=Betrag.
      """,
      valueName: "field=column"))
  var maps: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      """
      A value for all rows: currency=CZK, from=maplegate. It fills in what files leave open and never overrules \
      a file. For one file, also against a profile: FILE:currency=CZK.
      """,
      valueName: "field=value"))
  var sets: [String] = []

  @Option(
    name: .customLong("profile"),
    help: ArgumentHelp(
      """
      The profile that reads a file: FILE=gb.firstdirect.csv. NAME alone lets a profile whose header \
      many banks write read every file that it fits.
      """,
      valueName: "profile"))
  var chosenProfiles: [String] = []

  @Option(
    help: ArgumentHelp(
      "The line number of the header in a file read by --map, or none. Default: detected.",
      valueName: "line"))
  var header: String?

  @Option(help: "The delimiter: comma, semicolon, tab, bar, or one character. Default: detected.")
  var delimiter: String?

  @Option(
    help: ArgumentHelp(
      """
      The order of dates such as 04/03/2010 if a file leaves it open: dmy, mdy or ymd; excel, if \
      numbers such as 44256 are days. For one file: FILE=dmy. Default: the file decides, or asks.
      """,
      valueName: "order"))
  var dates: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The decimal mark if a file leaves it open: point or comma. For one file: FILE=comma. \
      Default: the file decides, or asks.
      """,
      valueName: "mark"))
  var decimal: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The zone of times without one: Europe/London, +05:30 or UTC. For one file: \
      FILE=Europe/London. Default: such times order only the rows of their file.
      """,
      valueName: "zone"))
  var zone: [String] = []

  @Option(
    name: .customLong("own-account"),
    help: ArgumentHelp(
      """
      The account of a statement that does not name it: KEY. For one file, even if it names \
      another: FILE=KEY.
      """,
      valueName: "account"))
  var ownAccounts: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder with profiles of your own (.yaml). They win over built-in ones that know as many names of a header; so do those in ~/.config/tributary/profiles.",
      valueName: "folder"),
    completion: .directory)
  var profiles: [String] = []

  @Option(help: "An accounts file; the same as naming it among the files.", completion: .file())
  var accounts: [String] = []

  @Option(help: "A claims file; the same as naming it among the files.", completion: .file())
  var claims: [String] = []

  @Flag(help: "End at the first row that cannot be read, and load nothing.")
  var strict = false

  @Flag(
    help:
      "Load rows that can be repaired in only one way: a divided amount, an open quote, missing last cells."
  )
  var lenient = false

  /// The meaning of a negative amount in a row that names both accounts.
  enum Negative: String, CaseIterable, ExpressibleByArgument {
    case reject, reverse
  }

  @Option(
    help:
      "Treatment of a negative amount in a row that names payer and payee: reject it, or reverse it as money paid back."
  )
  var negative = Negative.reject

  @Option(
    name: .customLong("allow-rejects"),
    help: ArgumentHelp(
      "End with status 0 if at most this many rows are rejected.", valueName: "n"))
  var allowedRejects = 0

  @Flag(
    help:
      "Keep rows of different files apart even if they show one payment, except for those that a decisions file names."
  )
  var noMatch = false

  @Option(
    name: .customLong("card-secret"),
    help: ArgumentHelp(
      "A file with a secret of 16 bytes or more, from which card numbers get their marks, so that marks of several loads can be compared. Default: the environment's TRIBUTARY_CARD_SECRET, else a secret made from the files.",
      valueName: "file"),
    completion: .file())
  var cardSecret: String?

  @Option(help: "Write the rejected rows to this CSV file.", completion: .file())
  var rejects: String?

  @Flag(
    help: "Replace an output file that exists. A file that is read is never replaced.")
  var force = false

  @Flag(help: "Print the answer and errors only: no problems in the data, no counts of rows.")
  var quiet = false

  func validate() throws {
    guard !named.isEmpty else { throw ValidationError("name at least one file") }
    guard !(strict && lenient) else {
      throw ValidationError("--strict and --lenient exclude each other")
    }
    guard allowedRejects >= 0 else { throw ValidationError("--allow-rejects takes 0 or more") }
    _ = try mapping()
    _ = try FormFlags(dates: dates, decimal: decimal, zone: zone)
  }

  /// The treatment of rows that are not well formed.
  var tolerance: Tolerance { strict ? .strict : lenient ? .lenient : .normal }

  /// Returns a reader that follows these options.
  func reader() throws -> TransactionReader {
    let paths = try paths()
    var reader = TransactionReader(
      mapping: try mapping(), tolerance: tolerance, onProgress: { Progress.show($0) })
    reader.fileMappings = try fileMappings(paths)
    reader.matchesStatements = !noMatch
    reader.reversesNegatives = negative == .reverse
    for text in ownAccounts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { try InputOptions.require(parts[0], among: paths, "--own-account") }
      reader.ownAccounts[parts.count == 2 ? parts[0] : ""] = parts.last ?? ""
    }
    let forms = try FormFlags(dates: dates, decimal: decimal, zone: zone)
    for (flag, file) in forms.named { try InputOptions.require(file, among: paths, flag) }
    reader.statedForms = forms.files
    reader.cardSecret = try CardSecretSource.secret(cardSecret)
    do throws(ProfileError) {
      for profile in files where Self.isProfile(profile) { try reader.addProfile(profile) }
      for folder in ProfileFolders.all(profiles) { try reader.addProfiles(from: folder) }
    } catch {
      throw CommandFailure(error.description)
    }
    try choose(in: &reader, among: paths)
    return reader
  }

  /// The named files with data.
  private var named: [String] { files.filter { !Self.isProfile($0) } + accounts + claims }

  /// Returns true for a profile, which describes how other files are read.
  private static func isProfile(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// Returns the files, with folders replaced by the files in them.
  func paths() throws -> [String] {
    var paths: [String] = []
    for path in named {
      guard InputFolder.isFolder(path) else {
        paths.append(path)
        continue
      }
      let folder: InputFolder
      do throws(IngestError) {
        folder = try InputFolder(path: path)
      } catch {
        throw CommandFailure(error)
      }
      guard !folder.files.isEmpty else {
        throw CommandFailure("\(path): no file in this folder can hold a table")
      }
      paths += folder.files
    }
    return paths
  }

  /// Reports which files of folders are left out, and why.
  func reportLeftOut() {
    guard !quiet else { return }
    for path in named where InputFolder.isFolder(path) {
      for file in (try? InputFolder(path: path))?.leftOut ?? [] {
        Console.report("left out: \(TerminalText.safe("\(file.path) \(file.reason)"))\n")
      }
    }
  }

  /// Notes the profiles that are asked for.
  private func choose(in reader: inout TransactionReader, among paths: [String]) throws {
    guard !chosenProfiles.isEmpty else { return }
    let catalog: ProfileCatalog
    do throws(ProfileError) {
      catalog = try ProfileCatalog(
        files: files.filter(Self.isProfile), folders: ProfileFolders.all(profiles))
    } catch {
      throw CommandFailure(error.description)
    }
    let known = catalog.names
    for text in chosenProfiles {
      let parts = text.split(separator: "=").map(String.init)
      let name = parts.last ?? ""
      let file = parts.dropLast().joined(separator: "=")
      guard known.contains(name) else {
        let near = catalog.names(near: name).prefix(3).joined(separator: ", ")
        throw CommandFailure(
          "--profile: there is no profile \(name)"
            + (near.isEmpty ? "; tributary profile list names all" : "; did you mean \(near)?"))
      }
      if file.isEmpty {
        let others = reader.chosenProfiles[""].map { "\($0)," } ?? ""
        reader.chosenProfiles[""] = others + name
      } else {
        try InputOptions.require(file, among: paths, "--profile")
        reader.chosenProfiles[file] = name
      }
    }
  }

  /// Returns the mappings that --map and --set give for single files.
  private func fileMappings(_ paths: [String]) throws -> [String: ColumnMapping] {
    var mappings: [String: ColumnMapping] = [:]
    for (text, option) in maps.map({ ($0, "--map") }) + sets.map({ ($0, "--set") }) {
      let (file, field, value) = try InputOptions.divide(text, option: option)
      guard let file else { continue }
      try InputOptions.require(file, among: paths, option)
      if option == "--map" {
        mappings[file, default: ColumnMapping()].columns[field] = InputOptions.columns(value)
      } else {
        mappings[file, default: ColumnMapping()].constants[field] = value
      }
    }
    return mappings
  }

  private static func columns(_ value: String) -> [String] {
    value.split(separator: "+").map(String.init)
  }

  /// Refuses a flag for a file that is not among the files.
  private static func require(_ file: String, among paths: [String], _ option: String) throws {
    guard !paths.contains(where: { $0 == file || $0.hasSuffix("/" + file) }) else { return }
    throw CommandFailure("\(option) names \(file), which is not one of the files")
  }

  /// Returns the mapping that the options describe; nil where they describe none.
  func mapping() throws -> ColumnMapping? {
    var mapping = ColumnMapping()
    for text in maps {
      let (file, field, value) = try InputOptions.divide(text, option: "--map")
      if file == nil { mapping.columns[field] = InputOptions.columns(value) }
    }
    for text in sets {
      let (file, field, value) = try InputOptions.divide(text, option: "--set")
      if let reason = ColumnMapping.refusal(ofConstant: field, value) {
        throw ValidationError("--set \(text): \(reason)")
      }
      if file == nil { mapping.constants[field] = value }
    }
    for field in mapping.columns.keys where mapping.constants[field] != nil {
      throw ValidationError(
        "\(field.rawValue) is given by --map and by --set: leave one of them out")
    }
    if let header {
      guard let place = HeaderPlace(header) else {
        throw ValidationError("--header takes the number of a line, or none")
      }
      mapping.header = place
    }
    switch delimiter {
    case nil: break
    case "comma": mapping.delimiter = 0x2C
    case "semicolon": mapping.delimiter = 0x3B
    case "tab", "\\t": mapping.delimiter = 0x09
    case "bar": mapping.delimiter = 0x7C
    case let text?:
      guard text.utf8.count == 1, let byte = text.utf8.first else {
        throw ValidationError("--delimiter takes one character or its name, not \"\(text)\"")
      }
      mapping.delimiter = byte
    }
    mapping.forms = try FormFlags(dates: dates, decimal: decimal, zone: zone).all
    return mapping == ColumnMapping() ? nil : mapping
  }

  /// Divides `field=value`, or `FILE:field=value`.
  private static func divide(
    _ text: String, option: String
  ) throws -> (file: String?, field: Field, value: String) {
    for sign in text.indices where text[sign] == "=" {
      let value = String(text[text.index(after: sign)...])
      let name = text[..<sign]
      if let field = Field(rawValue: String(name)) { return (nil, field, value) }
      if let colon = name.lastIndex(of: ":"),
        let field = Field(rawValue: String(name[name.index(after: colon)...]))
      {
        return (String(name[..<colon]), field, value)
      }
    }
    let fields = Field.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("\(option) takes field=value with a field of: \(fields)")
  }

  /// The file of rejected rows, where one is asked for.
  var rejectFile: OutputFile? {
    rejects.map {
      OutputFile(
        path: $0, inputs: ((try? paths()) ?? named) + [cardSecret].compactMap { $0 },
        replaces: force)
    }
  }

  /// Loads the files and reports their problems on standard error.
  func load() throws -> Intake {
    try rejectFile?.check()
    let intake: Intake
    let reader = try reader()
    do {
      reportLeftOut()
      intake = try reader.read(try paths())
    } catch let error as IngestError {
      throw CommandFailure(error)
    }
    Progress.clear()
    let style = Console.errorStyle
    if !quiet {
      let text = DiagnosticText(style: style, isBesideAnswer: true)
      Console.report(text.text(intake.diagnostics))
      Console.report("\(intake.rows)\n")
    }
    try saveRejects(of: intake)
    return intake
  }

  /// Writes the reject file where one is asked for.
  func saveRejects(of intake: Intake) throws {
    guard let output = rejectFile else { return }
    let file: RejectFile
    do throws(IngestError) {
      file = try RejectFile(of: intake)
    } catch {
      throw CommandFailure(error)
    }
    try output.save(file.csv)
  }

  /// Ends with status 1 where more rows were rejected than are allowed.
  func end(_ intake: Intake) throws {
    if intake.rows.rejected > allowedRejects { throw ExitCode(ExitStatus.doneWithRejects.rawValue) }
  }
}
