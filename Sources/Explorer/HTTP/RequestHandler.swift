internal import NIOCore
internal import NIOHTTP1

/// Collects the parts of a request, and writes the parts of its response.
///
/// One handler serves one connection, on its event loop; the next request is read when the last one has its response.
final class RequestHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let respond: @Sendable (Request) async -> Response
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var work: Task<Void, Never>?
  private var deadline: Scheduled<Void>?
  /// True from the last response of the connection on: what still arrives is dropped.
  private var isEnding = false

  init(respond: @escaping @Sendable (Request) async -> Response) { self.respond = respond }

  // MARK: Reading

  func channelActive(context: ChannelHandlerContext) {
    limit(SocketServer.Limits.headTime, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    work?.cancel()
    deadline?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isEnding else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
      limit(SocketServer.Limits.bodyTime, context)
      let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
      if length > SocketServer.Limits.body { refuseBody(context) }
    case .body(let part):
      guard body.count + part.readableBytes <= SocketServer.Limits.body else {
        refuseBody(context)
        return
      }
      body += part.readableBytesView
    case .end:
      guard let head else { return }
      self.head = nil
      deadline?.cancel()
      answer(head, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A request at work has been understood: its response is worth more than the fault behind it.
    guard !isEnding, work == nil, let fault = error as? HTTPParserError else {
      context.close(promise: nil)
      return
    }
    let isLong = fault == .headerOverflow
    end(
      ExplorerFailure(
        isLong ? .head : .wrong, code: isLong ? "head-too-large" : "not-http",
        message: isLong
          ? "the head of the request is too large" : "this is not a request of HTTP/1.1"),
      context)
  }

  private func refuseBody(_ context: ChannelHandlerContext) {
    end(
      ExplorerFailure(
        .large, code: "too-large",
        message: "a request holds at most \(SocketServer.Limits.body) bytes"), context)
  }

  private func end(_ failure: ExplorerFailure, _ context: ChannelHandlerContext) {
    var response = Response(failure)
    response.closes = true
    write(response, context)
  }

  /// Closes the connection where nothing more happens within some time.
  private func limit(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }

  // MARK: Answering

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let uri = head.uri
    let mark = uri.utf8.firstIndex(of: UInt8(ascii: "?"))
    let request = Request(
      method: head.method.rawValue, path: String(uri[..<(mark ?? uri.endIndex)]),
      query: mark.map { String(uri[uri.utf8.index(after: $0)...]) } ?? "",
      fields: head.headers.map { ($0.name, $0.value) }, body: body,
      port: context.channel.localAddress?.port ?? 0)
    body = []
    let isKept = head.isKeepAlive
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let loop = context.eventLoop
    let respond = respond
    work = Task {
      var response = await respond(request)
      if !isKept { response.closes = true }
      let finished = response
      loop.execute {
        let (handler, context) = bound.value
        handler.work = nil
        handler.write(finished, context)
      }
    }
  }

  private func write(_ response: Response, _ context: ChannelHandlerContext) {
    guard context.channel.isActive, !isEnding else { return }
    isEnding = response.closes
    var fields = HTTPHeaders()
    for field in ResponseFields.of(response) { fields.add(name: field.name, value: field.value) }
    // A response without news has no length of its own.
    if response.status != 304 {
      fields.add(name: "content-length", value: "\(response.body.count)")
    }
    if response.closes { fields.add(name: "connection", value: "close") }
    context.write(
      wrapOutboundOut(
        .head(
          HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: response.status),
            headers: fields))), promise: nil)
    if !response.body.isEmpty {
      context.write(
        wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
    }
    let sent = context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    sent.futureResult.whenComplete { _ in
      let (handler, context) = bound.value
      if handler.isEnding {
        context.close(promise: nil)
      } else if handler.head == nil, handler.work == nil {
        handler.limit(SocketServer.Limits.headTime, context)
      }
    }
    // A reader that takes nothing holds its connection no longer than a sender that sends nothing.
    limit(SocketServer.Limits.bodyTime, context)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
  }
}
