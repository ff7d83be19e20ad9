internal import CaseStore
internal import Foundation
internal import Glibc
internal import Hashing
internal import Ingest
internal import PaymentGraph
internal import Synchronization

/// The secret from which the numbers of cards in a case get their marks.
///
/// It lies beside the user's settings and never in the case, which holds only its digest: with the secret, the hidden
/// digits of a card are found by trial in seconds.
enum CaseSecret {
  /// The file that the command names with `--card-secret`.
  private static let offered = Mutex<String?>(nil)

  /// Notes the file with the secret that the command names; nil for none.
  static func offer(_ path: String?) { offered.withLock { $0 = path } }

  /// Returns the secret of a case with some digest: that of the file which the command names, else that which this
  /// machine keeps or its environment has; nil where none of them is the case's, or the case has none.
  ///
  /// - Throws: ``CommandFailure`` where the named file holds another secret: its marks would be of other accounts.
  static func bytes(of id: String, digest: FileDigest?) throws(CommandFailure) -> [UInt8]? {
    guard let digest else { return nil }
    func isRight(_ bytes: [UInt8]) -> Bool { FileDigest(bytes: SHA256.digest(of: bytes)) == digest }
    if let path = offered.withLock({ $0 }), let bytes = try CardSecretSource.bytes(path) {
      guard isRight(bytes) else {
        throw CommandFailure(
          "\(path) holds another secret than the one with which the case marks numbers of cards (SHA-256 \(digest.hex))"
        )
      }
      return bytes
    }
    if let path = path(of: id), let data = FileManager.default.contents(atPath: path),
      isRight([UInt8](data))
    {
      return [UInt8](data)
    }
    // A secret in the environment that is another case's decides nothing here.
    return try? CardSecretSource.bytes(nil).flatMap { isRight($0) ? $0 : nil }
  }

  /// Returns the secret that the command or its environment gives, for a case that has none yet.
  static func given() throws(CommandFailure) -> [UInt8]? {
    try CardSecretSource.bytes(offered.withLock { $0 })
  }

  /// Returns true where a text names an account by the mark of a number, `card:411111…1111:9f86d081884c7d65`: without
  /// the secret nothing of that name is found.
  static func isMark(_ text: String) -> Bool {
    guard text.contains("…"), let mark = text.split(separator: ":").last else { return false }
    return mark.utf8.count == 16
      && mark.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// Returns 32 random bytes.
  static func fresh() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// Returns the secret that a load drew for a case and did not come to use; nil for none.
  static func unused(of id: String) -> [UInt8]? {
    path(of: id).flatMap { FileManager.default.contents(atPath: $0) }
      .flatMap { $0.count == 32 ? [UInt8]($0) : nil }
  }

  /// Keeps a secret for its owner alone.
  ///
  /// - Parameter isGiven: true for a secret that the user names, which replaces one that no event uses.
  static func keep(_ bytes: [UInt8], for id: String, isGiven: Bool) throws(CommandFailure) {
    guard let path = path(of: id) else {
      throw CommandFailure(
        "numbers of cards are marked with a secret, and there is no home folder to keep it in",
        status: .failed)
    }
    let folder = String(path.prefix(path.utf8.count - id.utf8.count - 1))
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // Two loads at once must not take each other's secret away.
    let making = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (isGiven ? O_TRUNC : O_EXCL)
    let descriptor = open(path, making, 0o600)
    guard descriptor >= 0 else {
      let reason = errno
      if reason == EEXIST, unused(of: id) == bytes { return }
      throw CommandFailure("\(path) cannot be written: \(String(cString: strerror(reason)))")
    }
    defer { close(descriptor) }
    guard Console.put(bytes, to: descriptor) == 0, fsync(descriptor) == 0 else {
      throw CommandFailure("\(path) cannot be written")
    }
  }

  private static func path(of id: String) -> String? { UserFolder.path("secrets/\(id)") }
}
