/// Text within XML 1.0: markup is escaped, line ends stay what they are, and characters that XML forbids become U+FFFD.
enum XMLText {
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// Returns true for a character that no XML 1.0 document may hold.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// Adds a text to a file.
  static func put(_ text: String, to sink: ByteSink, loss: inout ExportLoss) {
    // Most texts need no escape: their bytes go as one piece.
    guard text.utf8.contains(where: needsCare) else { return sink.put(text) }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: sink.put("&amp;")
      case 0x3C: sink.put("&lt;")
      case 0x3E: sink.put("&gt;")
      case 0x22: sink.put("&quot;")
      case 0x09: sink.put("&#9;")
      case 0x0A: sink.put("&#10;")
      case 0x0D: sink.put("&#13;")
      default:
        if isForbidden(scalar) {
          loss.forbiddenCharacters += 1
          sink.put(replacement)
        } else {
          sink.put(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      }
    }
  }

  private static func needsCare(_ byte: UInt8) -> Bool {
    // 0xEF begins U+FFFE and U+FFFF.
    byte < 0x20 || byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0xEF
  }

  /// Adds a value of a field.
  static func put(_ value: FieldValue, to sink: ByteSink, loss: inout ExportLoss) {
    switch value {
    case .text(let text): put(text, to: sink, loss: &loss)
    case .number(let number): sink.put(number: number)
    case .flag(let flag): sink.put(flag ? "true" : "false")
    }
  }

  /// Begins the element of a transfer, up to the end of its last attribute's value: the beneficiary.
  static func beginEdge(_ transfer: ExportTransfer, to sink: ByteSink, loss: inout ExportLoss) {
    sink.put("<edge id=\"")
    sink.put(transfer.id)
    sink.put("\" source=\"")
    put(transfer.payer, to: sink, loss: &loss)
    sink.put("\" target=\"")
    put(transfer.beneficiary, to: sink, loss: &loss)
  }
}
