internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// The listening socket and its connections, on the loopback interface only.
final class SocketServer: Sendable {
  /// The bounds of what a connection may ask for.
  enum Limits {
    static let field = 16 * 1_024
    static let head = 32 * 1_024
    static let fieldCount = 64
    static let body = 256 * 1_024
    static let connections = 64
    static let headTime = TimeAmount.seconds(15)
    static let bodyTime = TimeAmount.seconds(60)
  }

  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel
  /// The port that is listened at.
  let port: Int

  private init(group: MultiThreadedEventLoopGroup, channel: any Channel, port: Int) {
    self.group = group
    self.channel = channel
    self.port = port
  }

  /// Listens at a port, 0 for any that is free.
  ///
  /// - Throws: ``ExplorerFailure`` where the port is taken.
  static func start(
    port: Int, respond: @escaping @Sendable (Request) async -> Response
  ) async throws(ExplorerFailure) -> SocketServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let connections = ConnectionCount(most: Limits.connections)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 128)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelInitializer { channel in
        guard connections.enter() else { return channel.close() }
        channel.closeFuture.whenComplete { _ in connections.leave() }
        return channel.eventLoop.makeCompletedFuture {
          try SocketServer.configure(channel, respond: respond)
        }
      }
    do {
      let channel = try await bootstrap.bind(host: "127.0.0.1", port: port).get()
      return SocketServer(
        group: group, channel: channel, port: channel.localAddress?.port ?? port)
    } catch {
      try? await group.shutdownGracefully()
      throw ExplorerFailure(
        .failed, code: "port", message: "port \(port) cannot be listened at: \(error)",
        help: "choose another one with --port, or leave it out for any that is free")
    }
  }

  private static func configure(
    _ channel: any Channel, respond: @escaping @Sendable (Request) async -> Response
  ) throws {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = Limits.field
    limits.maxHeaderListSize = Limits.head
    limits.maxHeaderFieldCount = Limits.fieldCount
    let pipeline = channel.pipeline.syncOperations
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: true, withErrorHandling: false,
      withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
    try pipeline.addHandler(RequestHandler(respond: respond))
  }

  /// Closes the listening socket and all connections.
  func stop() async {
    try? await channel.close()
    try? await group.shutdownGracefully()
  }
}

/// The number of open connections.
private final class ConnectionCount: Sendable {
  private let most: Int
  private let count = Mutex(0)

  init(most: Int) { self.most = most }

  /// Counts one more; false where there are as many as may be.
  func enter() -> Bool {
    count.withLock { count in
      guard count < most else { return false }
      count += 1
      return true
    }
  }

  func leave() { count.withLock { $0 -= 1 } }
}
