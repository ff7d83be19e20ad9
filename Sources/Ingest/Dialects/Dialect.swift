/// The way in which a file's records are divided into cells.
struct Dialect: Hashable, Sendable {
  /// The byte between cells.
  var delimiter: UInt8 = 0x2C
  /// The byte that encloses cells (and is doubled inside them); nil where no cell is enclosed.
  var quote: UInt8? = 0x22

  /// The byte before quotes inside an enclosed cell: a backslash, or nil where they are doubled.
  var escape: UInt8?
  /// True where a space after the delimiter is not part of the cell.
  var skipsSpace = false

  /// The delimiters that are tried, in order.
  static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  /// The dialect in words.
  var words: String {
    let name =
      switch delimiter {
      case 0x2C: "comma"
      case 0x3B: "semicolon"
      case 0x09: "tab"
      case 0x7C: "bar"
      default: "'\(Character(Unicode.Scalar(delimiter)))'"
      }
    let quotes =
      switch quote {
      case nil: ", no quotes"
      case 0x27: ", single quotes"
      default: ", double quotes"
      }
    return name + (skipsSpace ? " and space" : "") + quotes
      + (escape == nil ? "" : " escaped by backslash")
  }
}
