internal import CaseStore
internal import Foundation
internal import Glibc
internal import Hashing
internal import Ingest
internal import PaymentGraph

/// The secret from which the numbers of cards in a case get their marks.
///
/// It lies beside the user's settings and never in the case, which holds only its digest: with the secret, the hidden
/// digits of a card are found by trial in seconds.
enum CaseSecret {
  /// Returns the secret of a case where this machine has it.
  static func known(of id: String, digest: FileDigest?) -> CardSecret? {
    bytes(of: id, digest: digest).map { CardSecret($0) }
  }

  static func bytes(of id: String, digest: FileDigest?) -> [UInt8]? {
    guard let digest, let path = path(of: id),
      let data = FileManager.default.contents(atPath: path),
      case let bytes = [UInt8](data), FileDigest(bytes: SHA256.digest(of: bytes)) == digest
    else { return nil }
    return bytes
  }

  /// Returns 32 random bytes.
  static func fresh() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// Keeps a secret for its owner alone.
  static func keep(_ bytes: [UInt8], for id: String) throws(CommandFailure) {
    guard let path = path(of: id) else {
      throw CommandFailure(
        "numbers of cards are marked with a secret, and there is no home folder to keep it in",
        status: .failed)
    }
    let folder = String(path.prefix(path.utf8.count - id.utf8.count - 1))
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure("\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    guard Console.put(bytes, to: descriptor) == 0, fsync(descriptor) == 0 else {
      throw CommandFailure("\(path) cannot be written")
    }
  }

  private static func path(of id: String) -> String? { UserFolder.path("secrets/\(id)") }
}
