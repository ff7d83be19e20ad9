internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import Glibc
internal import PaymentGraph

/// The case that a question stands on, and the record of its answer.
struct CaseOptions: ParsableArguments {
  @Option(
    name: .customLong("case"),
    help: ArgumentHelp(
      "A case: its files are loaded, its decisions hold, and further files join for this answer only.",
      valueName: "file"), completion: .file(extensions: ["tributary"]))
  var path: String?

  @Option(
    help: ArgumentHelp(
      "Put the answer on record in the case, under this name.", valueName: "name"))
  var record: String?

  @Flag(
    help: "Put on record even an answer that a limit or a rejected row makes provisional.")
  var provisional = false

  @OptionGroup var person: PersonOption

  func validate() throws {
    if record != nil, path == nil { throw ValidationError("--record needs a case: --case FILE") }
    if provisional, record == nil { throw ValidationError("--provisional goes with --record") }
    if record?.isBlank == true { throw ValidationError("--record needs a name") }
  }
}

/// The person who acts.
struct PersonOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The person, as the log names them. Default: TRIBUTARY_BY in the environment, else the login name.",
      valueName: "name"))
  var by: String?

  /// The author of events that are written now.
  var author: EventAuthor {
    EventAuthor(at: time(nil), by: name, program: Version.line)
  }

  func validate() throws {
    if let by, by.isBlank { throw ValidationError("--by needs a name") }
  }

  private var name: String {
    let environment = ProcessInfo.processInfo.environment
    let names = [by, environment["TRIBUTARY_BY"], NSUserName(), environment["USER"]]
    return names.compactMap { $0 }.first { !$0.isBlank } ?? "unknown"
  }
}

/// The case that a command reads or writes.
struct CasePath: ParsableArguments {
  @Option(
    name: .customLong("case"), help: ArgumentHelp("The case file.", valueName: "file"),
    completion: .file(extensions: ["tributary"]))
  var path: String

  @Option(
    name: .customLong("card-secret"),
    help: ArgumentHelp(
      "The file with the secret by which numbers of cards are marked, on a machine that does not keep it.",
      valueName: "file"), completion: .file())
  var cardSecret: String?

  /// Opens the case, with the secret that the command names.
  func opened(toleratingFaults: Bool = false) throws -> CaseFile {
    CaseSecret.offer(cardSecret)
    return try CaseFile.opened(path, toleratingFaults: toleratingFaults)
  }
}

extension CaseFile {
  /// Opens a case as commands do: what is wrong ends the command, what is doubtful is reported.
  static func opened(_ path: String, toleratingFaults: Bool = false) throws -> CaseFile {
    do throws(CaseError) {
      let file = try CaseFile.open(path, toleratingFaults: toleratingFaults)
      if file.isRemote {
        Console.report(
          "warning: \(path) lies on another machine, where locks are not reliable; let only one program write to it\n"
        )
      }
      return file
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Appends events and returns the new head.
  func appended(
    _ drafts: [DraftEvent], expecting head: Head, author: EventAuthor,
    keeping kept: [[UInt8]] = [], places: [FileDigest: String] = [:]
  ) throws -> Head {
    if let last = events.last, author.at < last.author.at {
      Console.report(
        "note: the clock says \(EventTime.text(author.at)), which is before event \(last.number) (\(EventTime.text(last.author.at))); it is written as it is\n"
      )
    }
    do throws(CaseError) {
      return try append(
        drafts, expecting: head, author: author, keeping: kept, places: places)
    } catch {
      var failure = CommandFailure(error)
      failure.others = ["\(path): the last event is unchanged: \(self.head)"]
      throw failure
    }
  }
}
