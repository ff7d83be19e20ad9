import Dispatch
import Glibc
import Synchronization

/// The most memory the process held besides mapped files, looked at every five milliseconds.
final class MemoryWatch: Sendable {
  private let most = Mutex(0)

  init() {
    DispatchQueue(label: "memory").async { [weak self] in
      while let self {
        self.look()
        usleep(5_000)
      }
    }
  }

  /// The peak so far, in bytes.
  func peak() -> Int {
    look()
    return most.withLock { $0 }
  }

  private func look() {
    guard let file = fopen("/proc/self/status", "r") else { return }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("RssAnon:") else { continue }
      let kilobytes = Int(text.filter(\.isNumber)) ?? 0
      most.withLock { $0 = max($0, kilobytes * 1024) }
    }
  }
}
