internal import CaseStore
internal import Drawing
internal import NIOPosix
internal import PaymentGraph
public import Reports
internal import Synchronization

/// The settings of the pages that hold while they are served.
public struct ExplorerSettings: Sendable {
  /// The port to listen at; 0 for any that is free.
  public var port = 0
  /// True where nothing may be decided.
  public var isReadOnly = false
  /// The details that pictures hide at least; where it hides names, only pictures are shown.
  public var mask = DiagramMask.accounts
  /// The program with its version.
  public var program: String
  /// The files, or the case, as a command line names them: pages print the command for what they show.
  public var arguments: [String]

  /// Creates the usual settings; see the properties.
  public init(program: String, arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }
}

/// A thing that happens while pages are served.
public enum ExplorerEvent: Sendable {
  /// A page asked for data.
  case request
  /// Somebody showed a ticket that opens nothing.
  case deadTicket
}

/// Pages on a loaded case, served to a browser on this machine.
///
///     let explorer = try await Explorer.serve(desk, data: data, settings: settings)
///     print(explorer.address(ticket: explorer.ticket()))
///     await explorer.stop()
public final class Explorer: Sendable {
  private let server: SocketServer
  private let tickets: Tickets
  private let threads: NIOThreadPool

  private init(server: SocketServer, tickets: Tickets, threads: NIOThreadPool) {
    self.server = server
    self.tickets = tickets
    self.threads = threads
  }

  /// Begins to listen on the loopback interface.
  ///
  /// - Parameters:
  ///   - desk: the way to the files or the case, for when the case has changed.
  ///   - data: what was loaded.
  ///   - onEvent: told of requests, on any thread.
  /// - Throws: ``ExplorerFailure`` where the port is taken.
  public static func serve(
    _ desk: any CaseDesk, data: ExplorerData, settings: ExplorerSettings,
    onEvent: @escaping @Sendable (ExplorerEvent) -> Void = { _ in }
  ) async throws(ExplorerFailure) -> Explorer {
    let threads = NIOThreadPool(numberOfThreads: WorkGate.most)
    threads.start()
    let tickets = Tickets()
    let router = Router(
      gatekeeper: Gatekeeper(key: AccessKey()), tickets: tickets,
      library: Library(desk: desk, data: data), desk: desk, settings: settings,
      assets: AssetTable(), threads: threads, onEvent: onEvent)
    let server = try await SocketServer.start(port: settings.port) { request in
      await router.respond(to: request)
    }
    Explorer.readAhead(data)
    return Explorer(server: server, tickets: tickets, threads: threads)
  }

  /// Compares the files with what was loaded while nobody waits for it, so that the first row of each is there at once.
  private static func readAhead(_ data: ExplorerData) {
    Task.detached(priority: .background) {
      // The first picture comes first.
      try? await Task.sleep(for: .seconds(2))
      for reading in data.intake.files where reading.file.byteCount > 0 {
        _ = try? data.row(reading.file, 0..<1, 0)
      }
    }
  }

  /// The port that is listened at.
  public var port: Int { server.port }

  /// Makes a ticket: good once, for two minutes.
  public func ticket() -> String { tickets.make() }

  /// Returns the address that opens the pages in a browser.
  public func address(ticket: String) -> String { "http://127.0.0.1:\(port)/#ticket=\(ticket)" }

  /// Closes all connections and ends the work behind them.
  public func stop() async {
    await server.stop()
    try? await threads.shutdownGracefully()
  }
}
