internal import Foundation
internal import Ingest

/// Where the secret comes from that marks numbers of cards.
enum CardSecretSource {
  private static let variable = "TRIBUTARY_CARD_SECRET"

  /// The secret of a file, or of the environment; nil where neither gives one.
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
    // Whoever can try all secrets can find the digits that are not shown.
    guard bytes.count >= 16 else {
      throw CommandFailure(
        "the secret of \(path ?? variable) has \(bytes.count) bytes; 16 or more that nobody can guess are needed"
      )
    }
    return CardSecret(bytes)
  }
}
