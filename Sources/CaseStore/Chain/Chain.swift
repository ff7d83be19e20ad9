internal import Hashing
public import PaymentGraph

/// The chain of hashes: each event's hash covers its body and, by the hash before it, all earlier bodies.
///
/// It is defined on text, so that `sha256sum` can check it: `h(0)` is the SHA-256 of `tributary case 1`, a line end and
/// the case's id; `h(n)` is that of the digits of `h(n-1)`, a line end and body *n*.
public enum Chain {
  /// Returns the hash before the first event.
  static func start(of id: String) -> FileDigest {
    FileDigest(bytes: SHA256.digest(of: Array("tributary case 1\n\(id)".utf8)))
  }

  /// Returns the hash of an event.
  static func hash(_ body: [UInt8], after previous: FileDigest) -> FileDigest {
    var digits = [UInt8](repeating: UInt8(ascii: "\n"), count: 65)
    for (place, byte) in previous.bytes.enumerated() where place < 32 {
      digits[2 * place] = digit(byte >> 4)
      digits[2 * place + 1] = digit(byte & 15)
    }
    var hasher = SHA256()
    hasher.update(digits)
    hasher.update(body)
    return FileDigest(bytes: hasher.digest())
  }

  /// The check of the text form of a chain, `log.jsonl`, as lines of shell: they need `sha256sum` and nothing of Tributary.
  public static let check = #"""
    id=$(head -n 1 log.jsonl | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
    head=$(printf 'tributary case 1\n%s' "$id" | sha256sum | cut -c 1-64)
    while IFS= read -r line; do
      head=$(printf '%s\n%s' "$head" "${line#* }" | sha256sum | cut -c 1-64)
      [ "$head" = "${line%% *}" ] || { echo "broken at ${line%% *}"; exit 1; }
    done < log.jsonl
    echo "good, head $head"

    """#

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  /// Returns the digest of bytes that a case keeps or cites.
  public static func digest(of bytes: [UInt8]) -> FileDigest {
    FileDigest(bytes: SHA256.digest(of: bytes))
  }
}

/// The last hash of a case, which stands for all of its events.
public struct Head: Hashable, Sendable, CustomStringConvertible {
  /// The number of the last event.
  public let number: Int
  /// Its hash.
  public let hash: FileDigest

  /// Creates a head.
  public init(number: Int, hash: FileDigest) {
    self.number = number
    self.hash = hash
  }

  /// The first 16 digits of the hash, for notebooks.
  public var short: String { String(hash.hex.prefix(16)) }

  /// The number and the short hash in words.
  public var description: String { "event \(number), head \(short)" }
}

extension RecordedEvent {
  /// Returns true where some bytes are the body of an event.
  package static func isEvent(_ body: [UInt8]) -> Bool {
    do throws(EventError) {
      _ = try RecordedEvent(number: 1, body: body, previous: nil, storedHash: nil)
      return true
    } catch {
      return false
    }
  }

  /// Returns the events of a case that begins and goes on with some drafts, as a file would hold them.
  ///
  /// - Throws: ``CaseError`` where a draft is refused.
  package static func chain(
    _ drafts: [DraftEvent], author: EventAuthor
  ) throws(CaseError) -> [RecordedEvent] {
    let opening = CaseOpening(id: String(repeating: "0", count: 32), title: "chain")
    var events: [RecordedEvent] = []
    for draft in [DraftEvent(.opening(opening))] + drafts {
      do throws(EventError) {
        events.append(
          try RecordedEvent(
            draft, number: events.count + 1, author: author, after: events.last?.hash))
      } catch {
        throw CaseError(.invalid, path: "", error.reason)
      }
    }
    return events
  }
}
