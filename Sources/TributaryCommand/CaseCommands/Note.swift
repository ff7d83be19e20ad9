internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import PaymentGraph
internal import Reports

/// `note`: a remark for readers.
struct Note: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Write a note on an account, a payment, a file, an answer or a document.",
    discussion: """
      Example:
        tributary note --case C in:SBIN:32625898751 "asked the bank for the statement of May"

      Notes change no answer. A document has any name: --document "letter of 4 March".
      """)

  @OptionGroup var remark: RemarkOptions

  @Argument(
    help: "The account, payment (id or FILE:LINE), file or answer on record; and the text.")
  var words: [String]

  func validate() throws { try remark.check(words) }

  mutating func run() async throws { try await remark.append(words, isTag: false) }
}

/// `tag`: a word for sorting.
struct Tag: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Put a tag on an account, a payment, a file, an answer or a document.",
    discussion: """
      Example:
        tributary tag --case C in:SBIN:32625898751 urgent

      Tags change no answer.
      """)

  @OptionGroup var remark: RemarkOptions

  @Argument(
    help: "The account, payment (id or FILE:LINE), file or answer on record; and the tag.")
  var words: [String]

  func validate() throws { try remark.check(words) }

  mutating func run() async throws { try await remark.append(words, isTag: true) }
}

/// The options of notes and tags.
struct RemarkOptions: ParsableArguments {
  @OptionGroup var ofCase: CasePath
  @OptionGroup var person: PersonOption

  @Option(
    help: ArgumentHelp("A document outside the case, by any name.", valueName: "name"))
  var document: String?

  func check(_ words: [String]) throws {
    guard words.count == (document == nil ? 2 : 1), words.allSatisfy({ !$0.isBlank }),
      document?.isBlank != true
    else {
      throw ValidationError(
        document == nil
          ? "name one thing, and give one text in quotes" : "give one text in quotes")
    }
  }

  func append(_ words: [String], isTag: Bool) async throws {
    let file = try ofCase.opened()
    let head = await file.head
    let subject: RemarkEvent.Subject
    if let document {
      subject = .document(document)
    } else {
      let state = await file.state()
      if state.records[Spelling(words[0])] != nil {
        subject = .answer(words[0])
      } else {
        let context = try await CaseContext(of: file, state: state, head: head)
        subject = .thing(try CaseNames(context).thing(words[0]))
        try context.refuseForeignMarks(
          in: .remark(RemarkEvent(isTag: isTag, on: subject, text: words[words.count - 1])))
      }
    }
    let event = RemarkEvent(isTag: isTag, on: subject, text: words[words.count - 1])
    let newHead = try await file.appended(
      [DraftEvent(.remark(event))], expecting: head, author: person.author)
    Console.write("\(TerminalText.safe(ofCase.path)): \(newHead)\n")
  }
}
