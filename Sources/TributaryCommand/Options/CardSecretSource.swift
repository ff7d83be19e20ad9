internal import Foundation
internal import Ingest

/// The source of the secret that marks numbers of cards.
enum CardSecretSource {
  private static let variable = "TRIBUTARY_CARD_SECRET"

  /// Reads the secret from a file, or from the environment; nil where neither gives one.
  static func secret(_ path: String?) throws(CommandFailure) -> CardSecret? {
    let bytes: [UInt8]
    if let path {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw CommandFailure("\(path) cannot be read (named by --card-secret)")
      }
      bytes = Array(data)
    } else if let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty {
      bytes = Array(text.utf8)
    } else {
      return nil
    }
    // A short secret is refused: somebody who can try all secrets can find the hidden digits.
    guard bytes.count >= 16 else {
      throw CommandFailure(
        "the secret of \(path ?? variable) has \(bytes.count) bytes; it needs 16 or more that nobody can guess"
      )
    }
    return CardSecret(bytes)
  }
}
