internal import ArgumentParser
internal import Foundation
internal import Ingest
internal import PaymentGraph
internal import Reports

/// The files of the case, and what becomes of their problems.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "CSV files, or folders of them: transactions, accounts (account,role,…), claims (claim) and decisions, in any order; and profiles of your own (.yaml). - is standard input. tributary help input has more options of reading.",
      valueName: "files"),
    completion: .file(extensions: [
      "csv", "asc", "txt", "xls", "xlsx", "tsv", "xml", "sta", "ofx", "zip", "gz", "yaml",
    ]))
  var files: [String] = []

  @OptionGroup var ofCase: CaseOptions

  @Option(
    help: ArgumentHelp(
      "A folder with profiles of your own (.yaml). They win over built-in ones that know as many names of a header; so do those in ~/.config/tributary/profiles.",
      valueName: "folder"),
    completion: .directory)
  var profiles: [String] = []

  @Option(help: "Write the rejected rows to this CSV file.", completion: .file())
  var rejects: String?

  @Flag(
    help: "Replace an output file that exists. A file that is read is never replaced.")
  var force = false

  @Flag(
    name: .shortAndLong,
    help: "Print the answer and errors only: no problems in the data, no counts of rows.")
  var quiet = false

  @OptionGroup(visibility: .hidden) var reading: ReadingOptions

  func validate() throws {
    guard !named.isEmpty || ofCase.path != nil else {
      throw ValidationError("name at least one file, or a case with --case")
    }
  }

  /// Returns a reader that follows these options.
  func reader() throws -> TransactionReader {
    let paths = try paths()
    var reader = try reading.reader(of: paths)
    let own = files.filter(Self.isProfile)
    // A case keeps the profiles that it needs; what else this machine has must change no answer.
    let context = CaseContext.current
    let folders = context.map { $0.profileFolders + profiles } ?? ProfileFolders.all(profiles)
    if let context {
      reader.places = context.places
      reader.cardSecret = context.cardSecret(orElse: reader.cardSecret)
    }
    do throws(ProfileError) {
      for profile in own { try reader.addProfile(profile) }
      for folder in folders { try reader.addProfiles(from: folder) }
    } catch {
      throw CommandFailure(error.description)
    }
    try reading.choose(
      among: { () throws(ProfileError) in try ProfileCatalog(files: own, folders: folders) },
      for: paths, in: &reader)
    return reader
  }

  /// The named files with data.
  private var named: [String] {
    files.filter { !Self.isProfile($0) } + reading.accounts + reading.claims
  }

  /// Returns true for a profile, which describes how other files are read.
  private static func isProfile(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// Returns the files, with folders replaced by the files in them.
  func paths() throws -> [String] {
    var paths: [String] = []
    var profilesOnly: String?
    for path in named {
      guard CaseContext.current?.places[path] == nil, InputFolder.isFolder(path) else {
        paths.append(path)
        continue
      }
      let folder: InputFolder
      do throws(IngestError) {
        folder = try InputFolder(path: path)
      } catch {
        throw CommandFailure(error)
      }
      if folder.holdsProfilesOnly {
        profilesOnly = path
        continue
      }
      guard !folder.files.isEmpty else {
        throw CommandFailure("\(path): no file in this folder can hold a table")
      }
      paths += folder.files
    }
    if paths.isEmpty, let profilesOnly {
      throw CommandFailure(
        "\(profilesOnly): this folder holds profiles only; give it with --profiles, and name the files to read"
      )
    }
    return paths
  }

  /// Reports which files of folders are left out, and why.
  func reportLeftOut() {
    guard !quiet else { return }
    for path in named
    where CaseContext.current?.places[path] == nil && InputFolder.isFolder(path) {
      for file in (try? InputFolder(path: path))?.leftOut ?? [] {
        Console.report("left out: \(TerminalText.safe("\(file.path) \(file.reason)"))\n")
      }
    }
  }

  /// The file of rejected rows, where one is asked for.
  var rejectFile: OutputFile? {
    rejects.map {
      OutputFile(
        path: $0, inputs: ((try? paths()) ?? named) + [reading.cardSecret].compactMap { $0 },
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
      let paths = try paths()
      intake = try CaseContext.intake(of: paths, reading: reading) { try reader.read(paths) }
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
      file = try RejectFile(of: intake, places: CaseContext.current?.places ?? [:])
    } catch {
      throw CommandFailure(error)
    }
    try output.save(file.csv)
  }

  /// Ends with status 1 where more rows were rejected than are allowed.
  func end(_ intake: Intake) throws {
    if intake.rows.rejected > reading.allowedRejects {
      throw ExitCode(ExitStatus.doneWithRejects.rawValue)
    }
  }
}

/// The folders in which a user's own profiles are searched for.
enum ProfileFolders {
  /// Returns the named folders, which are searched first, and the user's usual folder, if there is one.
  static func all(_ named: [String]) -> [String] {
    guard let usual = UserFolder.path("profiles") else { return named }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: usual, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? named + [usual] : named
  }
}
