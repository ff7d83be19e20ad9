internal import ArgumentParser
internal import CaseStore
internal import Explorer
internal import Foundation
internal import Reports

/// `explore`: the case in a browser on this machine.
struct Explore: AsyncParsableCommand, ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Open the case in a browser on this machine, to ask, leave out, and look at rows.",
    discussion: """
      Examples:
        tributary explore case/*.csv
        tributary explore --case C
        tributary explore case/*.csv --mask names --no-open

      Serves pages to this machine alone, until Ctrl-C. Every figure leads to its payments and their rows; every question \
      is an address of the browser. Decisions need a case (load --new), which keeps them with their reasons.

      The address that is printed is good once, for two minutes; Enter prints a new one. To look from another machine, \
      forward the port with ssh.
      """)

  @OptionGroup var input: InputOptions

  @Option(help: ArgumentHelp("The port. Default: any that is free.", valueName: "n"))
  var port = 0

  @Flag(help: "Open no browser; only print the address.")
  var noOpen = false

  @Flag(help: "Refuse all decisions.")
  var readOnly = false

  @Option(
    help: ArgumentHelp(
      """
      The details that pictures hide: none, accounts (default), names, all. With names and all only pictures are \
      shown, so that others may look on.
      """, valueName: "what"))
  var mask = DiagramMask.accounts

  @Option(
    help: ArgumentHelp("End after so many minutes without a request.", valueName: "minutes"))
  var idle: Int?

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port takes a number from 0 to 65535")
    }
    if let idle, idle < 1 { throw ValidationError("--idle takes a number of 1 or more") }
    guard input.ofCase.record == nil else {
      throw ValidationError("--record goes with a single question, not with explore")
    }
  }

  mutating func run() async throws {
    let desk: any CaseDesk
    if let path = input.ofCase.path {
      guard input.files.isEmpty else {
        throw ValidationError("explore takes files or a case: load the files into the case first")
      }
      desk = CaseFileDesk(path: path, person: input.ofCase.person)
    } else {
      desk = FilesDesk(input: input)
    }
    let data: ExplorerData
    do {
      data = try await desk.load()
    } catch let failure as ExplorerFailure {
      throw CommandFailure(explorer: failure)
    }
    var settings = ExplorerSettings(program: Version.line, arguments: named)
    (settings.port, settings.isReadOnly, settings.mask) = (port, readOnly, mask)
    let watch = IdleWatch()
    let explorer: Explorer
    do throws(ExplorerFailure) {
      explorer = try await Explorer.serve(desk, data: data, settings: settings) { event in
        switch event {
        case .request: watch.note()
        case .deadTicket:
          Console.report(
            "warning: somebody showed an address that was used before, or is too old\n")
        }
      }
    } catch {
      throw CommandFailure(explorer: error)
    }
    EndSignals.take()
    let page = BrowserPage()
    tell(explorer, opening: page)
    await wait(explorer, watch: watch)
    page.remove()
    await explorer.stop()
  }

  /// The files or the case, as the commands that pages print name them.
  private var named: [String] {
    input.ofCase.path.map { ["--case", $0] } ?? (input.reading.arguments + input.files)
  }

  private func tell(_ explorer: Explorer, opening page: BrowserPage) {
    let address = explorer.address(ticket: explorer.ticket())
    let isOpen = !noOpen && page.open(explorer.address(ticket: explorer.ticket()))
    Console.write("\(address)\n")
    Console.report(
      (isOpen ? "opened in the browser; " : "")
        + "this address is good once, for two minutes; Enter prints another, Ctrl-C ends\n")
  }

  /// Waits for a signal, or for the time without requests.
  private func wait(_ explorer: Explorer, watch: IdleWatch) async {
    let lines = NewAddressLines {
      Console.write("\(explorer.address(ticket: explorer.ticket()))\n")
    }
    lines.listen()
    while !EndSignals.came {
      try? await Task.sleep(for: .milliseconds(50))
      if let idle, watch.quiet > .seconds(idle * 60) { return }
    }
  }
}

extension CommandFailure {
  init(explorer failure: ExplorerFailure) {
    self.init(failure.message)
    help = failure.help
  }
}
