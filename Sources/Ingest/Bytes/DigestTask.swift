internal import Dispatch
internal import Hashing
internal import PaymentGraph

/// The SHA-256 of a file, computed beside other work; a reader of its value waits until it is there.
final class DigestTask: Sendable {
  /// The largest size, in bytes, of a file that is not worth a thread.
  private static let smallSize = 1 << 20

  private let result = Guarded<FileDigest?>(nil)
  private let group = DispatchGroup()

  init(_ file: MappedFile) {
    guard file.count > DigestTask.smallSize else {
      finish(file)
      return
    }
    DispatchQueue.global(qos: .userInitiated).async(group: group) { self.finish(file) }
  }

  /// The digest.
  var value: FileDigest {
    group.wait()
    return result.withLock { $0 } ?? FileDigest(bytes: [])
  }

  private func finish(_ file: MappedFile) {
    let digest = file.withBytes { FileDigest(bytes: SHA256.digest(of: $0)) }
    result.withLock { $0 = digest }
  }
}
