internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import PaymentGraph
internal import Reports

/// `undo`: an event loses its effect.
struct Undo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Undo any earlier event; the case is then exactly as if it had never been.",
    discussion: """
      Examples:
        tributary undo --case C --why "mistyped"
        tributary undo --case C 14 --why "the bank corrected its letter"

      Without a number the last event of yours that counts is undone. The undone event stays in the log, and an undo \
      can itself be undone.
      """)

  @OptionGroup var ofCase: CasePath
  @OptionGroup var person: PersonOption

  @Argument(help: "The number of the event. Default: your last event that counts.")
  var number: Int?

  @Option(help: ArgumentHelp("The reason.", valueName: "text"))
  var why: String

  @Flag(help: "Say what would change, and write nothing.")
  var dryRun = false

  func validate() throws {
    if why.isBlank { throw ValidationError("give the reason with --why") }
  }

  mutating func run() async throws {
    let file = try ofCase.opened()
    let head = await file.head
    let events = await file.events
    let author = person.author
    let counting = CaseState.effective(events)
    let last = events.last { event in
      if case .opening = event.event { return false }
      return event.author.by == author.by && counting.contains(event.number)
    }
    guard let number = number ?? last?.number else {
      throw CommandFailure(
        "no event of \(author.by) counts, so nothing can be undone; name an event")
    }
    let draft = DraftEvent(.undo(UndoEvent(number: number)), why: why)
    let before = await file.state()
    let after: CaseState
    do throws(CaseError) {
      after = try await file.preview([draft], author: author)
    } catch {
      throw CommandFailure(error)
    }
    Console.write(
      "undoing \(CaseLog.line(of: events[number - 1], in: before, undoneBy: nil))\n")
    let things = events[number - 1].event.things
    let later = events.filter {
      $0.number > number && counting.contains($0.number)
        && !$0.event.things.isDisjoint(with: things)
    }
    for event in later {
      Console.write("  later, on the same: \(CaseLog.line(of: event, in: before, undoneBy: nil))\n")
    }
    if before.basis != after.basis {
      Console.write(try await CaseChange(in: file, from: before, to: after).text)
    }
    if dryRun {
      Console.write("nothing was written, because of --dry-run\n")
      return
    }
    let newHead = try await file.appended([draft], expecting: head, author: author)
    Console.write("\(TerminalText.safe(ofCase.path)): \(newHead)\n")
  }
}
