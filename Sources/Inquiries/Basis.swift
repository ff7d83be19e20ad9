internal import FundTracing
public import PaymentGraph
internal import Reports

/// The material that questions are asked of: a loaded case, and what an answer may need beside its ledger.
public struct Basis: Sendable {
  /// The transfers that a question may look at; its own scope leaves no others.
  ///
  /// A view that leaves accounts or transfers out as a hypothesis says so in every answer, and no answer on it says
  /// that something is excluded.
  public var view: LedgerView
  /// The payments that victims claim, in ledger order; nil where no claims file was read.
  public var claims: [TransferID]?
  /// The telephones, devices and the like of accounts.
  public var identifiers: [AccountIdentifier] = []
  /// The persons, lists, areas and statements held that files state.
  public var caseRecords = CaseRecords()
  /// Returns the key of an account that is spelled in another way, such as an IBAN with blanks; nil for a text that
  /// stays word for word.
  public var spelling: @Sendable (String) -> String?
  /// Reads again the cells of rows that the ledger does not keep; no cells where the rows are not at hand.
  public var keptCells: @Sendable ([Citation]) throws -> [Citation: [KeptCell]]
  /// The contents of files with rates, by the names that questions give them.
  public var rates: [String: [UInt8]] = [:]
  /// The secret from which drawings make pseudonyms; nil for one of the case number or the files.
  public var maskSecret: [UInt8]?

  /// The ledger of the case.
  public var ledger: Ledger { view.ledger }

  /// Creates a basis of all transfers of a case; accounts have to be spelled as keys or names are.
  public init(_ intake: Intake) {
    self.init(intake.ledger.whole, claims: intake.claims)
    identifiers = intake.identifiers
    caseRecords = intake.caseRecords
  }

  /// Creates a basis of some transfers; accounts have to be spelled as keys or names are.
  public init(_ view: LedgerView, claims: [TransferID]? = nil) {
    self.view = view
    self.claims = claims
    spelling = { _ in nil }
    keptCells = { _ in [:] }
  }
}

extension Basis {
  /// Returns the basis with an account that a choice names and an extract does not know; nil where there is nothing to
  /// add.
  ///
  /// The whole lake was searched for the extract: an account that is not in it is one that no walk reaches.
  func adding(_ choice: AccountChoice) -> Basis? {
    guard ledger.extract != nil, choice.names.count == 1, let name = choice.names.first,
      !name.contains(","), !["all"].contains(name), !name.hasPrefix("role:"), !name.hasPrefix("@"),
      ledger.account(name) == nil
    else { return nil }
    let key = spelling(name) ?? name
    guard let extended = ledger.adding(account: key)?.ledger else { return nil }
    var basis = self
    var view = extended.whole
    if !self.view.leftOut.isEmpty {
      view = view.leavingOut(
        accounts: Set(self.view.leftOut.accounts), transfers: Set(self.view.leftOut.transfers),
        files: Set(self.view.leftOut.files))
    }
    basis.view = view
    return basis
  }
}

/// A question in the course of being asked.
package struct Asking {
  init(
    basis: Basis, onSearches: ((_ done: Int, _ of: Int) -> Void)?,
    isCancelled: @escaping () -> Bool
  ) {
    self.basis = basis
    self.onSearches = onSearches
    self.isCancelled = isCancelled
  }

  /// Creates the same asking of another basis.
  init(_ basis: Basis, as other: Asking) {
    self.init(basis: basis, onSearches: other.onSearches, isCancelled: other.isCancelled)
  }

  let basis: Basis
  let onSearches: ((_ done: Int, _ of: Int) -> Void)?
  let isCancelled: () -> Bool

  var ledger: Ledger { basis.ledger }

  /// Asks the engine, unless nobody waits for the answer any more.
  func ask<Answer>(
    _ engine: () throws(FundTracingError) -> Answer
  ) throws(InquiryError) -> Answer {
    if isCancelled() { throw .cancelled }
    do throws(FundTracingError) {
      return try engine()
    } catch {
      throw .question(error)
    }
  }

  /// Draws the answer, unless nobody waits for it any more.
  func draw(
    _ look: Inquiry.Look, _ picture: () throws(DiagramError) -> RenderedDiagram
  ) throws(InquiryError) -> InquiryAnswer {
    if isCancelled() { throw .cancelled }
    do throws(DiagramError) {
      return .picture(InquiryPicture(diagram: try picture(), look: look))
    } catch {
      throw .picture(error)
    }
  }
}
