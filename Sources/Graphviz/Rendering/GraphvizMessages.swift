internal import Synchronization

/// The messages that Graphviz writes while it works.
///
/// They would go to standard error otherwise.
enum GraphvizMessages {
  private static let log = Mutex([UInt8]())

  /// Starts to collect; what was collected before is dropped.
  static func begin(_ library: GraphvizLibrary) {
    log.withLock { $0.removeAll() }
    _ = library.forgetErrors()
    _ = library.listen { text in
      guard let text else { return 0 }
      // Graphviz hands over a NUL-terminated text that is valid during the call.
      var bytes: [UInt8] = []
      var at = text
      while at.pointee != 0, bytes.count < 1_000 {
        bytes.append(UInt8(bitPattern: at.pointee))
        at += 1
      }
      GraphvizMessages.log.withLock { log in
        if log.count < 10_000 { log += bytes }
      }
      return 0
    }
  }

  /// Stops collecting; returns the errors as one line, or nil where there were none.
  ///
  /// Warnings count: Graphviz calls a label that it could not read a warning and draws on without
  /// it.
  static func end(_ library: GraphvizLibrary) -> String? {
    _ = library.listen(nil)
    let collected = log.withLock { $0 }
    let hadErrors = library.countErrors() != 0
    _ = library.forgetErrors()
    let words = String(decoding: collected, as: UTF8.self)
      .split(whereSeparator: \.isNewline).joined(separator: "; ")
    guard words.isEmpty else { return words }
    return hadErrors ? "an error without a message" : nil
  }
}
