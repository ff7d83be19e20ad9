internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import Ingest
internal import PaymentGraph
internal import Reports

/// `decide`: a decision with its author, time and reason.
struct Decide: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Decide on accounts, payments or facts; the case keeps who, when and why.",
    discussion: """
      Examples:
        tributary decide --case C same "R. KUMAR" in:SBIN:32625898751 --why "same sort code in the bank's letter"
        tributary decide --case C role in:SBIN:32625898751 mule --why "cash withdrawn within the hour"
        tributary decide --case C claim bank.csv:14 t7 --why "named in the statement of 3 March"
        tributary decide --case C leave-out shop --why "an everyday payee"
        tributary decide --case C term fee paypal=3.4%+0.20 --why "tariff of 2009"
        tributary decide --case C unload old.csv --why "a newer export replaces it"

      Kinds: same A B, different A B, role A ROLE, pooled A yes|no, name A NAME, claim ID…, unclaim ID…, leave-out and \
      take-back of an account, a payment or a file, term (fee, window, complete, balance, opening, override) VALUE, \
      unload FILE, anchor PLACE.

      Says first which shared accounts are gained and lost and which figures move; --dry-run ends there. Every decision can be undone.
      """)

  /// The kinds of decisions.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case same, different, role, pooled, name, claim, unclaim
    case leaveOut = "leave-out"
    case takeBack = "take-back"
    case term, unload, anchor
  }

  @OptionGroup var ofCase: CasePath
  @OptionGroup var person: PersonOption

  @Argument(help: "The kind of decision.")
  var kind: Kind

  @Argument(help: "The accounts, payments, files or values that the kind takes.")
  var operands: [String]

  @Option(help: ArgumentHelp("The reason; every decision needs one.", valueName: "text"))
  var why: String?

  @Flag(help: "Say what would change, and write nothing.")
  var dryRun = false

  func validate() throws {
    let (least, most, words) =
      switch kind {
      case .same, .different: (2, 2, "two accounts, or two rows as FILE:LINE")
      case .role: (2, 2, "an account and a role")
      case .pooled: (2, 2, "an account and yes or no")
      case .name: (2, 2, "an account and a name")
      case .claim, .unclaim: (1, Int.max, "payments, by id or FILE:LINE")
      case .leaveOut, .takeBack: (1, 1, "an account, a payment or a file")
      case .term:
        (2, 2, "fee, window, complete, balance, opening or override, and a value as in its option")
      case .unload: (1, 1, "a file of the case")
      case .anchor: (1, 1, "the place where the head is written down")
      }
    guard (least...most).contains(operands.count) else {
      throw ValidationError("\(kind.rawValue) takes \(words)")
    }
    if why?.isBlank ?? (kind != .anchor) {
      throw ValidationError("give the reason with --why")
    }
    if kind == .name || kind == .anchor, let value = operands.last, value.isBlank {
      throw ValidationError("\(kind.rawValue) takes words that can be read")
    }
  }

  mutating func run() async throws {
    let file = try ofCase.opened()
    let head = await file.head
    let before = await file.state()
    let context = try await CaseContext(of: file, state: before, head: head)
    let event = try event(in: context, head: head)
    try context.refuseForeignMarks(in: event)
    let draft = DraftEvent(event, why: why)
    let after: CaseState
    do throws(CaseError) {
      after = try await file.preview([draft], author: person.author)
    } catch {
      throw CommandFailure(error)
    }
    if kind != .anchor {
      Console.write(try await CaseChange(in: file, from: before, to: after).text)
    }
    if dryRun {
      Console.write("nothing was written, because of --dry-run\n")
      return
    }
    let newHead = try await file.appended([draft], expecting: head, author: person.author)
    Console.write("\(TerminalText.safe(ofCase.path)): \(newHead)\n")
  }

  // MARK: Events

  func event(in context: CaseContext, head: Head) throws -> CaseEvent {
    let names = CaseNames(context)
    switch kind {
    case .same, .different:
      return .party(
        PartyEvent(
          isSame: kind == .same, account: try names.accountOrRow(operands[0]),
          other: try names.accountOrRow(operands[1])))
    case .role:
      guard let role = AccountRole(name: operands[1]) else {
        throw CommandFailure(SelectionError.unknownRole(operands[1]).description)
      }
      return .detail(DetailEvent(.role, of: try names.account(operands[0]), value: role.name))
    case .pooled:
      guard ["yes", "no"].contains(operands[1]) else {
        throw CommandFailure("pooled takes an account and yes or no")
      }
      return .detail(DetailEvent(.pooled, of: try names.account(operands[0]), value: operands[1]))
    case .name:
      return .detail(DetailEvent(.name, of: try names.account(operands[0]), value: operands[1]))
    case .claim: return .claim(ClaimEvent(isClaimed: true, rows: try operands.map(names.row)))
    case .unclaim:
      let rows = try operands.map(names.row)
      for (row, operand) in zip(rows, operands) where context.state.claims[row] == nil {
        throw CommandFailure(
          "\(operand) is not claimed by a decision of this case; a claim of a claims file leaves with the file (decide unload)"
        )
      }
      return .claim(ClaimEvent(isClaimed: false, rows: rows))
    case .leaveOut: return .scope(ScopeEvent(isLeftOut: true, thing: try names.thing(operands[0])))
    case .takeBack:
      let thing = try names.thing(operands[0])
      guard context.state.leftOut[thing] != nil else {
        throw CommandFailure("\(operands[0]) is not left out, so it cannot be taken back")
      }
      return .scope(ScopeEvent(isLeftOut: false, thing: thing))
    case .term:
      guard let term = TermEvent.Term(rawValue: operands[0]) else {
        throw CommandFailure(
          "there is no term \"\(operands[0])\": the terms are "
            + TermEvent.Term.allCases.map(\.rawValue).joined(separator: ", "))
      }
      try names.check(term, value: operands[1])
      return .term(TermEvent(term, value: operands[1]))
    case .unload: return .unload(UnloadEvent(source: try names.source(operands[0]).digest))
    case .anchor: return .anchor(AnchorEvent(head: head.hash, place: operands[0]))
    }
  }
}

/// The accounts, payments and files of a case, by the names that people write.
struct CaseNames {
  private let context: CaseContext

  init(_ context: CaseContext) { self.context = context }

  /// Loads the case.
  func loaded() throws -> Ledger {
    guard !context.names.isEmpty else { throw CommandFailure("the case has no files yet") }
    return try CaseContext.using(context) {
      try context.requireFiles()
      var intake: Intake?
      let words = try CaseAsker(context: context).expanded(["check"])
      guard let check = try Tributary.parseAsRoot(words) as? Check else {
        throw CommandFailure("the case cannot be read")
      }
      _ = try Console.collecting { intake = try check.input.load() }
      guard let intake else { throw CommandFailure("the case cannot be read") }
      return intake.ledger
    }
  }

  /// Returns an account as the data spells it.
  func account(_ text: String) throws -> String {
    let ledger = try loaded()
    if ledger.account(text) != nil { return text }
    let named = AccountSpelling.canonical(text) ?? text
    let found: [AccountID]
    do throws(SelectionError) {
      found = try AccountSelector([named]).accounts(in: ledger.whole)
    } catch {
      throw CommandFailure(error.description)
    }
    guard let account = found.first, found.count == 1 else {
      throw CommandFailure("\(text) names \(found.count) accounts, but only one is allowed")
    }
    return ledger.account(account).key
  }

  /// Returns an account as the data spells it, or a row by the digest of its file.
  func accountOrRow(_ text: String) throws -> String {
    if let name = RowName(text), context.names(name) {
      return try row(text).text
    }
    return try account(text)
  }

  /// Returns the row that shows a payment, which is named by its id or by its row.
  func row(_ text: String) throws -> RowOfSource {
    let ledger = try loaded()
    let found = ledger.transfers(named: text)
    guard let transfer = found.first, found.count == 1 else {
      throw CommandFailure(
        found.isEmpty
          ? "\(text) is neither the id nor the FILE:LINE of a payment"
          : "\(text) names \(found.count) payments: "
            + found.prefix(5).map { $0.evidence.first.map(\.description) ?? "" }
            .joined(separator: ", "))
    }
    guard let citation = transfer.evidence.first else {
      throw CommandFailure("\(text) names a payment that no row shows")
    }
    return RowOfSource(
      source: citation.file.digest, part: citation.file.part?.path ?? "", line: citation.line)
  }

  /// Returns a file of the case by its name, the end of its name, or its digest.
  func source(_ text: String) throws -> CaseSource {
    let sources = context.state.allSources
    let found = sources.filter {
      $0.name == text || $0.name.hasSuffix("/\(text)") || $0.digest.hex == text
    }
    guard let source = found.first, found.count == 1 else {
      let near = NearMiss.names(near: text, among: sources.map(\.name))
      throw CommandFailure(
        found.isEmpty
          ? "\(text) is not a file of the case"
            + (near.isEmpty ? "" : "; similar: \(near.joined(separator: ", "))")
          : "\(text) names \(found.count) files of the case: "
            + found.map(\.name).joined(separator: ", "))
    }
    return source
  }

  /// Returns a file, a payment or an account, whichever of them the text names.
  func thing(_ text: String) throws -> CaseThing {
    if let source = try? source(text) { return .source(source.digest) }
    if let row = try? row(text) { return .transfer(row) }
    return .account(Spelling(try account(text)))
  }

  /// Refuses a stated fact that the option of its name would refuse.
  func check(_ term: TermEvent.Term, value: String) throws {
    let command =
      ["fee", "window", "complete", "balance"].contains(term.rawValue) ? "sinks" : "trace"
    let rule = command == "trace" ? ["--rule=fifo"] : []
    do {
      _ = try CaseAsker(context: context).ask(
        [command, "--\(term.rawValue)=\(value)", "--format=json"] + rule)
    } catch let failure as CommandFailure where failure.message.hasPrefix("no victim is known") {
      return
    }
  }
}
