internal import ArgumentParser
internal import Foundation
internal import Ingest
internal import Inquiries
internal import Lake
internal import PaymentGraph

/// `extract`: the part of a lake that a question needs.
struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract:
      "Take from a lake of payments what a question needs, as a folder that every command takes.",
    discussion: """
      Example:
        tributary extract --lake /lake --claims claims.csv --max-hops 6 -o extract
        tributary sinks extract --max-hops 6

      For more payments than one machine holds, or payments that may not leave a cluster. A lake is a folder of \
      tables (Parquet or Delta), or a catalogue of Iceberg tables: transfers and, where they exist, accounts, claims. \
      A job on your own Spark cluster finds every payment that can lie on a walk from the claims, and writes it with the \
      figures of the whole lake into a small folder. A question that the folder does not cover is refused with \
      the option that extracts for it.

      --print-job prints the job, for clusters to which only operators submit: with the options of a question it also \
      prepares the folder --work, with which they run spark-submit tributary_lake.py WORK. --assemble makes the \
      extract of what they bring back.

      Where the payments fit one machine, give their CSV files to the commands: that is faster.
      """)

  @Option(
    help: ArgumentHelp(
      "The lake: a folder or address with the table transfers, or that table. delta:PATH and iceberg:NAME for other formats.",
      valueName: "path"))
  var lake: String?

  @Option(
    help: ArgumentHelp(
      "A file with the ids of the claimed payments, in the first column under claim or id. Default: the lake's table claims, if there is one.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var claims: String?

  @Option(
    help: ArgumentHelp(
      "The victims, all of whose payments are followed: accounts with commas, @FILE, or role:victim.",
      valueName: "accounts"))
  var victims: String?

  @Option(
    help: ArgumentHelp(
      "An accounts file (account,role,…): it names the pooled accounts. Default: the lake's table accounts.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var accounts: String?

  @Option(
    help: ArgumentHelp(
      """
      The links at pooled accounts. recorded, the default: those that records state. books: all, with the whole books of \
      the pooled accounts on the way. Or a CSV file inbound,outbound,grade,basis,share, or that of match, made of whole books.
      """, valueName: "links"))
  var links = "recorded"

  @Option(help: ArgumentHelp("The most transfers in a walk. Default: any number.", valueName: "n"))
  var maxHops: Int?

  @Option(help: ArgumentHelp("The first day that counts.", valueName: "day"))
  var since: CivilDate?

  @Option(help: ArgumentHelp("The day after the last that counts.", valueName: "day"))
  var before: CivilDate?

  @Option(
    name: .customLong("for"),
    help:
      "walks: sinks, reach, path and their drawings. trace: amounts as well, with the whole records of every account on the way."
  )
  var purpose = ExtractManifest.Purpose.walks

  @Option(
    help: ArgumentHelp(
      "Follow so many other payers as well, or all, so that surprise can be computed.",
      valueName: "n|all"))
  var controls: String?

  @Option(
    help: ArgumentHelp(
      "End before an extract of more rows than this. Default: 500000000.", valueName: "rows"))
  var stopAbove = 500_000_000

  @Flag(help: "Take account keys as they are, even where Tributary spells them in another way.")
  var keysAsTheyAre = false

  @Option(
    help: ArgumentHelp("The version of a Delta or Iceberg table to read.", valueName: "version"))
  var snapshot: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the job, which the cluster must reach as well. Default: the output folder with .work behind it.",
      valueName: "folder"), completion: .directory)
  var work: String?

  @Flag(help: "Go on with a job that ended early, after its last step that is whole.")
  var resume = false

  @Option(
    help: ArgumentHelp(
      "The command that starts a job on the cluster, divided at blanks.", valueName: "command"))
  var submit = "spark-submit"

  @Flag(help: "Print the job instead of running it.")
  var printJob = false

  @Option(
    help: ArgumentHelp(
      "Make the extract of what a job left in this folder.", valueName: "folder"),
    completion: .directory)
  var assemble: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to write; it must be new.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(name: .shortAndLong, help: "Do not report the progress.")
  var quiet = false

  func validate() throws {
    if assemble != nil {
      guard output != nil else {
        throw ValidationError("--assemble needs --output, the folder to write")
      }
      guard lake == nil, !printJob, !resume else {
        throw ValidationError(
          "--assemble takes results that are there: leave out the options of the job")
      }
      return
    }
    guard lake != nil || (printJob && work == nil) else {
      throw ValidationError("name the lake with --lake")
    }
    if printJob, lake != nil, work == nil {
      throw ValidationError(
        "--print-job with a question needs --work, the folder that the job gets")
    }
    if !printJob, output == nil { throw ValidationError("name the folder to write with --output") }
    guard claims == nil || victims == nil else {
      throw ValidationError("--claims and --victims are two ways to start: give one")
    }
    if let maxHops, maxHops < 1 {
      throw ValidationError("--max-hops takes a number of 1 or more, not \(maxHops)")
    }
    if let since, let before, since >= before {
      throw ValidationError("--since \(since.iso8601) is not before --before \(before.iso8601)")
    }
    if purpose == .trace, maxHops != nil {
      throw ValidationError(
        "amounts are followed to their end: leave out --max-hops with --for trace")
    }
    guard stopAbove > 0 else { throw ValidationError("--stop-above takes a number of 1 or more") }
    guard controls.map({ $0 == "all" || (Int($0) ?? 0) > 0 }) ?? true else {
      throw ValidationError("--controls takes a number of 1 or more, or all")
    }
    if controls != nil, links != "recorded" {
      throw ValidationError("--controls follows links that records state: leave out --links")
    }
  }

  func run() throws {
    do {
      if let assemble { return try finish(WorkFolder(assemble)) }
      guard let lake else { return Console.write(WorkFolder.job) }
      let folder = WorkFolder(absolute(work ?? "\(output ?? "extract").work"))
      if let output, FileManager.default.fileExists(atPath: output) {
        throw CommandFailure("\(output) exists; name a new folder")
      }
      let isThere = FileManager.default.fileExists(atPath: "\(folder.path)/state")
      if isThere, !resume, !printJob {
        var failure = CommandFailure("\(folder.path) holds the steps of a job already")
        failure.help =
          "--resume goes on with it; else remove the folder, or name another with --work"
        throw failure
      }
      let (question, input) = try question(of: lake)
      try folder.prepare(question, input)
      if printJob { return Console.write(WorkFolder.job) }
      try Submission(by: submit).run(in: folder, onReport: show)
      try finish(folder)
    } catch let error as LakeError {
      var failure = CommandFailure(error.description)
      failure.help = error.help
      throw failure
    }
  }

  private func finish(_ folder: WorkFolder) throws {
    let manifest = try Assembly(of: folder).write(to: output ?? "extract") {
      AccountSpelling.canonical($0)
    }
    guard !quiet else { return }
    let rows = manifest.files.filter { $0.name.hasPrefix("transfers") }.reduce(0) { $0 + $1.rows }
    Console.report(
      "\(output ?? ""): \(rows) of \(manifest.whole.transfers) transfers, for walks of "
        + (manifest.covers.maxHops.map { "at most \($0) hops" } ?? "any length") + "\n")
    if manifest.covers.links == .recorded, !manifest.pooled.isEmpty {
      Console.report(
        "links at pooled accounts are those that records state: ask with --recorded-links\n")
    }
  }

  // MARK: The question

  private func question(of lake: String) throws -> (LakeQuestion, LakeInput) {
    var input = LakeInput()
    let (format, path) = Extract.parts(lake)
    var question = LakeQuestion(
      of: format == "iceberg" || path.contains("://") ? path : absolute(path))
    question.format = format
    question.snapshot = snapshot
    question.maxHops = maxHops
    question.since = since?.milliseconds
    question.before = before?.milliseconds
    question.purpose = purpose
    question.stopAbove = stopAbove
    question.keysAsTheyAre = keysAsTheyAre
    question.resume = resume
    question.controls = controls.map { $0 == "all" ? -1 : Int($0) ?? 0 } ?? 0
    if let accounts {
      let ledger = try intake([accounts]).ledger
      question.hasAccounts = true
      input.accounts = ledger.accounts.map { ($0.key, $0.details) }
    }
    if let claims {
      question.hasClaims = true
      input.claims = try ClaimList.ids(in: claims)
    }
    switch victims {
    case nil: break
    case "role:victim": question.claimed = .role
    case let victims?:
      question.claimed = .accounts
      let names =
        victims.hasPrefix("@")
        ? try ClaimList.lines(of: String(victims.dropFirst()))
        : victims.split(separator: ",").map(String.init)
      input.victims = names.map { AccountSpelling.canonical($0) ?? $0 }
      guard !input.victims.isEmpty else { throw CommandFailure("--victims names no account") }
    }
    switch links {
    case "recorded", "books": question.links = links
    default:
      question.links = ExtractManifest.Links.table.rawValue
      input.links = try ClaimList.rows(
        of: links, columns: ["inbound", "outbound", "grade", "basis", "share"])
    }
    question.question = options
    return (question, input)
  }

  /// The options that decide the extract, as a person would type them again.
  private var options: [String] {
    var words = ["--lake", lake ?? ""]
    for (name, value) in [
      ("--claims", claims), ("--victims", victims), ("--accounts", accounts),
      ("--links", links == "recorded" ? nil : links), ("--max-hops", maxHops.map(String.init)),
      ("--since", since?.iso8601), ("--before", before?.iso8601),
      ("--for", purpose == .walks ? nil : purpose.rawValue), ("--controls", controls),
      ("--snapshot", snapshot),
    ] {
      if let value { words += [name, value] }
    }
    if keysAsTheyAre { words.append("--keys-as-they-are") }
    return words
  }

  private static func parts(_ lake: String) -> (format: String, path: String) {
    for format in ["delta", "iceberg", "parquet"] where lake.hasPrefix(format + ":") {
      return (format, String(lake.dropFirst(format.count + 1)))
    }
    return ("parquet", lake)
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") || path.contains("://")
      ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  private func intake(_ paths: [String]) throws -> Intake {
    do throws(IngestError) {
      return try TransactionReader().read(paths)
    } catch {
      throw CommandFailure(error)
    }
  }

  // MARK: Progress

  private func show(_ report: LakeReport) {
    guard !quiet else { return }
    switch report.step {
    case "checked":
      Console.report(
        "the lake has \(report.transfers ?? 0) transfers between \(report.accounts ?? 0) accounts\n"
      )
    case "hop":
      Console.report(
        "hop \(report.hop ?? 0): \(report.transfers ?? 0) transfers, \(report.accounts ?? 0) accounts, "
          + "\(report.seconds ?? 0) s\n")
    case "busiest":
      guard let busiest = report.busiest, let total = report.total, !busiest.isEmpty else { return }
      Console.report(
        "accounts that are not declared as pooled and bring most transfers of hop 2 (an accounts file with role processor keeps them out):\n"
          + busiest.map {
            "  \($0.account): \($0.rows) of \(total)\n"
          }.joined())
    default: break
    }
  }
}

/// Small tables that go to the job as they stand.
private enum ClaimList {
  /// Returns the ids of a claims file: its first column, without the header.
  static func ids(in path: String) throws -> [String] {
    let rows = try table(path)
    guard let header = rows.first?.first?.lowercased(), ["claim", "id"].contains(header) else {
      throw CommandFailure(
        "\(path): the first column must be claim or id: the ids of the claimed payments")
    }
    let ids = rows.dropFirst().compactMap(\.first).filter { !$0.isEmpty }
    guard !ids.isEmpty else { throw CommandFailure("\(path) names no claimed payment") }
    return ids
  }

  static func lines(of path: String) throws -> [String] {
    try table(path).compactMap(\.first).filter { !$0.isEmpty }
  }

  static func rows(of path: String, columns: [String]) throws -> [[String: String]] {
    let rows = try table(path)
    // The CSV that match prints has its own names, and rows of breaks and refused pairs beside the links.
    let own = ["receipt": "inbound", "payout": "outbound"]
    let header = (rows.first ?? []).map { own[$0.lowercased()] ?? $0.lowercased() }
    let kind = header.contains("hub") ? header.firstIndex(of: "row") : nil
    let lack = columns.prefix(4).filter { !header.contains($0) }
    guard lack.isEmpty else {
      throw CommandFailure("\(path) has no column \(lack.joined(separator: ", "))")
    }
    return rows.dropFirst().filter { row in
      kind.map { $0 < row.count && row[$0] == "link" } ?? true
    }.map { row in
      Dictionary(
        zip(header, row).filter { columns.contains($0.0) && !$0.1.isEmpty },
        uniquingKeysWith: { first, _ in first })
    }
  }

  private static func table(_ path: String) throws -> [[String]] {
    do throws(IngestError) {
      return try RawTable(path: path, delimiter: 0x2C, header: nil, isWhole: true).rows
    } catch {
      throw CommandFailure(error)
    }
  }
}
