internal import ArgumentParser
internal import Ingest
internal import PaymentGraph
internal import Reports

/// `profile`: the descriptions by which files of banks and services are recognised and read.
struct Profile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "List, show, check, test and make the profiles by which files are read.",
    discussion: """
      Example:
        tributary profile show gb.barclays.csv > profiles/my-bank.yaml
        tributary profile check profiles/my-bank.yaml
        tributary check --profiles profiles statement.csv
        tributary check --profile statement.csv=gb.firstdirect.csv statement.csv

      A profile is a YAML file that describes how the files of one bank or service are recognised and \
      what their columns mean; it holds no program. The profile that knows the most names of a \
      header reads the file; in a tie a profile in your folder (--profiles) wins, then one in \
      ~/.config/tributary/profiles (or under $XDG_CONFIG_HOME), then a built-in one. If many banks \
      write the same header, --profile FILE=NAME chooses. For a file that no profile knows: profile make FILE.
      """,
    subcommands: [List.self, Show.self, Check.self, Test.self, ProfileMake.self])

  /// The folders of the user's own profiles.
  struct Folders: ParsableArguments {
    @Option(
      help: ArgumentHelp("A folder with profiles of your own.", valueName: "folder"),
      completion: .directory)
    var profiles: [String] = []

    func catalog() throws -> ProfileCatalog {
      do throws(ProfileError) {
        return try ProfileCatalog(folders: ProfileFolders.all(profiles))
      } catch {
        throw CommandFailure(error.description)
      }
    }
  }

  /// `profile list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List all profiles: name, shape, title.")

    @OptionGroup var folders: Folders

    func run() throws {
      let entries = try folders.catalog().entries
      Console.write(ProfileReport(entries.map { ($0.name, $0.shape, $0.title, $0.isOwn) }).text)
    }
  }

  /// `profile show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Print a profile's YAML.")

    @Argument(help: "The profile's name.", completion: .profiles) var name: String
    @OptionGroup var folders: Folders

    func run() throws {
      let catalog = try folders.catalog()
      let text: String?
      do throws(ProfileError) {
        text = try catalog.text(of: name)
      } catch {
        throw CommandFailure(error.description)
      }
      guard let text else {
        let near = catalog.names(near: name).prefix(3).joined(separator: ", ")
        throw CommandFailure(
          "there is no profile \(name)" + (near.isEmpty ? "" : "; did you mean \(near)?"))
      }
      Console.write(text)
    }
  }

  /// `profile check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Check profile files, and report their errors.")

    @Argument(help: "The YAML files.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    func run() throws {
      var failed: [ProfileError] = []
      for file in files {
        do throws(ProfileError) {
          let entry = try ProfileCatalog.check(file)
          Console.write("\(file): profile \(entry.name), \(entry.shape), is in order\n")
          for warning in entry.warnings {
            Console.report("\(TerminalText.safe(file)): warning: \(TerminalText.safe(warning))\n")
          }
        } catch {
          failed.append(error)
        }
      }
      for error in failed.dropLast() { Console.report(CommandFailure(error.description)) }
      if let last = failed.last { throw CommandFailure(last.description) }
    }
  }

  /// `profile test`.
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Read a file with a profile and print the resulting transfers.",
      discussion: """
        Ends with status 2 if another profile knows the file better. The transfers are printed as \
        canonical CSV, to compare with the expected ones.
        """)

    @Argument(help: "The profile's name.", completion: .profiles) var name: String
    @Argument(help: "The file.", completion: .file()) var file: String
    @OptionGroup var folders: Folders

    func run() throws {
      var reader = TransactionReader()
      reader.chosenProfiles[""] = name
      let intake: Intake
      do throws(ProfileError) {
        for folder in ProfileFolders.all(folders.profiles) { try reader.addProfiles(from: folder) }
      } catch {
        throw CommandFailure(error.description)
      }
      do throws(IngestError) {
        intake = try reader.read([file])
      } catch {
        throw CommandFailure(error)
      }
      let found = intake.files.first?.profile ?? "none"
      guard found == name else {
        throw CommandFailure("\(file): profile \(found) reads this file, not \(name)")
      }
      Console.write(TransferList(intake.ledger).csv)
      Console.report(DiagnosticText(style: Console.errorStyle).text(intake.diagnostics))
      Console.report("\(intake.rows)\n")
    }
  }
}

extension CompletionKind {
  /// The names of all profiles.
  fileprivate static var profiles: CompletionKind {
    .custom { _, _, _ in
      (try? ProfileCatalog(folders: ProfileFolders.all([])).names.sorted()) ?? []
    }
  }
}
