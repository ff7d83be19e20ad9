internal import ArgumentParser
internal import Ingest
internal import PaymentGraph
internal import Reports

/// The files of the case and how their columns are named.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "CSV files: transactions, accounts (account,role,…), claims (claim) and decisions, in any order; and profiles of your own (.yaml).",
      valueName: "files"),
    completion: .file(extensions: ["csv", "asc", "txt", "xls", "yaml"]))
  var files: [String]

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Where a field stands in files that no profile knows: amount=Betrag, to=bank+account (joined by /), amount=#5 (fifth column).",
      valueName: "field=column"))
  var maps: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A value that all rows have: currency=CZK.", valueName: "field=value"))
  var sets: [String] = []

  @Option(help: "The delimiter: comma, semicolon, tab, bar, or one character. Default: found.")
  var delimiter: String?

  @Option(
    help: ArgumentHelp(
      """
      The order of dates such as 04/03/2010 where a file leaves it open: dmy, mdy or ymd; excel, where \
      numbers such as 44256 are days. For one file: FILE=dmy. Default: the file decides, or asks.
      """,
      valueName: "order"))
  var dates: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The decimal mark where a file leaves it open: point or comma. For one file: FILE=comma. \
      Default: the file decides, or asks.
      """,
      valueName: "mark"))
  var decimal: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The zone of times that name none: Europe/London, +05:30 or UTC. For one file: \
      FILE=Europe/London. Default: such times order the rows of their file only.
      """,
      valueName: "zone"))
  var zone: [String] = []

  @Option(
    name: .customLong("own-account"),
    help: ArgumentHelp(
      """
      Whose account a statement shows that does not say it: KEY. For one file, also against what it \
      says: FILE=KEY.
      """,
      valueName: "account"))
  var ownAccounts: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder with profiles of your own (.yaml); they win over those of ~/.config/tributary/profiles, and these over those that are built in.",
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
      "Load rows that can be mended in one way only: a divided amount, an open quote, missing last cells."
  )
  var lenient = false

  @Option(
    name: .customLong("allow-rejects"),
    help: ArgumentHelp(
      "End with status 0 where at most this many rows were rejected.", valueName: "n"))
  var allowedRejects = 0

  @Flag(
    help:
      "Keep rows of different files apart that show one payment, but for those that a file of decisions names."
  )
  var noMatch = false

  @Option(
    name: .customLong("card-secret"),
    help: ArgumentHelp(
      "A file with the secret (16 bytes or more) that marks numbers of cards, so that marks of several loads can be compared. Default: TRIBUTARY_CARD_SECRET of the environment, else one made of the files.",
      valueName: "file"),
    completion: .file())
  var cardSecret: String?

  @Option(help: "Write the rejected rows to this CSV file.", completion: .file())
  var rejects: String?

  @Flag(
    help: "Replace an output file that exists. A file that is read is never replaced.")
  var force = false

  @Flag(help: "Do not print the problems in the data, only their number.")
  var quiet = false

  func validate() throws {
    guard !paths.isEmpty else { throw ValidationError("name at least one file") }
    guard !(strict && lenient) else {
      throw ValidationError("--strict and --lenient exclude each other")
    }
    guard allowedRejects >= 0 else { throw ValidationError("--allow-rejects takes 0 or more") }
    _ = try mapping()
    _ = try FormFlags(dates: dates, decimal: decimal, zone: zone)
  }

  /// What happens with rows that are not well formed.
  var tolerance: Tolerance { strict ? .strict : lenient ? .lenient : .normal }

  /// A reader that follows these options.
  func reader() throws -> TransactionReader {
    var reader = TransactionReader(
      mapping: try mapping(), tolerance: tolerance, onProgress: { Progress.show($0) })
    reader.matchesStatements = !noMatch
    for text in ownAccounts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2,
        !paths.contains(where: { $0 == parts[0] || $0.hasSuffix("/" + parts[0]) })
      {
        throw CommandFailure("--own-account names \(parts[0]), which is not among the files")
      }
      reader.ownAccounts[parts.count == 2 ? parts[0] : ""] = parts.last ?? ""
    }
    let forms = try FormFlags(dates: dates, decimal: decimal, zone: zone)
    for (flag, file) in forms.named
    where !paths.contains(where: { $0 == file || $0.hasSuffix("/" + file) }) {
      throw CommandFailure("\(flag) names \(file), which is not among the files")
    }
    reader.statedForms = forms.files
    reader.cardSecret = try CardSecretSource.secret(cardSecret)
    do throws(ProfileError) {
      for profile in files where Self.isProfile(profile) { try reader.addProfile(profile) }
      for folder in ProfileFolders.all(profiles) { try reader.addProfiles(from: folder) }
    } catch {
      throw CommandFailure(error.description)
    }
    return reader
  }

  /// The files with data.
  var paths: [String] { files.filter { !Self.isProfile($0) } + accounts + claims }

  /// Whether a file says how others are read.
  private static func isProfile(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// The mapping that the options describe; nil where they describe none.
  func mapping() throws -> ColumnMapping? {
    var mapping = ColumnMapping()
    for text in maps {
      let (field, value) = try InputOptions.divide(text, option: "--map")
      mapping.columns[field] = value.split(separator: "+").map(String.init)
    }
    for text in sets {
      let (field, value) = try InputOptions.divide(text, option: "--set")
      mapping.constants[field] = value
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

  private static func divide(_ text: String, option: String) throws -> (Field, String) {
    guard let sign = text.firstIndex(of: "="), let field = Field(rawValue: String(text[..<sign]))
    else {
      let fields = Field.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(option) takes field=value with a field of: \(fields)")
    }
    return (field, String(text[text.index(after: sign)...]))
  }

  /// The file of rejected rows, where one is asked for.
  var rejectFile: OutputFile? {
    rejects.map {
      OutputFile(path: $0, inputs: paths + [cardSecret].compactMap { $0 }, replaces: force)
    }
  }

  /// Loads the files and reports their problems on standard error.
  func load() throws -> Intake {
    try rejectFile?.check()
    let intake: Intake
    let reader = try reader()
    do throws(IngestError) {
      intake = try reader.read(paths)
    } catch {
      throw CommandFailure(error)
    }
    Progress.clear()
    let style = Console.errorStyle
    if !quiet {
      let text = DiagnosticText(style: style, isBesideAnswer: true)
      Console.report(text.text(intake.diagnostics))
    }
    Console.report("\(intake.rows)\n")
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
