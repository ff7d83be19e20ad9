/// What the cells of the amount columns show about their decimal mark.
struct AmountEvidence: Equatable {
  private var points = 0
  private var commas = 0
  /// Cells in which one comma stands before three digits.
  private(set) var samples: [String] = []
  private(set) var hasCommas = false

  /// Looks at one trimmed cell.
  mutating func note(_ bytes: Span<UInt8>, _ cell: Cell) {
    var lastPoint = -1
    var lastComma = -1
    var pointCount = 0
    var commaCount = 0
    var digitsAfter = 0
    var digitsBefore = 0
    var isZeroBefore = true
    for at in cell.start..<cell.end {
      switch bytes[at] {
      case 0x2E:
        lastPoint = at
        pointCount += 1
        digitsAfter = 0
      case 0x2C:
        lastComma = at
        commaCount += 1
        digitsAfter = 0
      case 0x30...0x39:
        if pointCount + commaCount == 0 {
          digitsBefore += 1
          if bytes[at] != 0x30 { isZeroBefore = false }
        }
        digitsAfter += 1
      case 0x45, 0x65: return
      default: continue
      }
    }
    guard pointCount + commaCount > 0 else { return }
    if commaCount > 0 { hasCommas = true }
    if pointCount > 0, commaCount > 0 {
      if lastPoint > lastComma { points += 1 } else { commas += 1 }
    } else if pointCount > 1 {
      commas += 1
    } else if commaCount > 1 {
      points += 1
    } else if digitsAfter != 3 || digitsBefore > 3 || isZeroBefore {
      if pointCount > 0 { points += 1 } else { commas += 1 }
    } else if commaCount > 0, samples.count < 3 {
      samples.append(CellText.string(bytes, cell))
    }
  }

  /// Counts one more cell whose only mark is a point before two digits.
  mutating func notePoint() { points += 1 }

  /// Adds what the cells after these show.
  mutating func add(_ later: AmountEvidence) {
    points += later.points
    commas += later.commas
    hasCommas = hasCommas || later.hasCommas
    samples = Array((samples + later.samples).prefix(3))
  }

  /// What the columns as a whole are.
  enum Decision: Equatable {
    case style(AmountStyle, reason: String)
    /// A comma before three digits is all there is.
    case twoReadings([String])
  }

  /// The mark that more cells show to be the decimal one.
  func decide(_ mark: ColumnMapping.DecimalMark?) -> Decision {
    if let mark {
      return .style(
        AmountStyle(decimalMark: mark == .comma ? 0x2C : 0x2E, isSure: true, isStated: true),
        reason: "amounts have a decimal \(mark.rawValue), as asked for")
    }
    if commas > points {
      return .style(
        AmountStyle(decimalMark: 0x2C, isSure: points == 0),
        reason: "amounts have a decimal comma: \(commas) cells show it"
          + (points > 0 ? ", \(points) show a point" : ""))
    }
    if points > 0 { return .style(AmountStyle(decimalMark: 0x2E, isSure: commas == 0), reason: "") }
    return samples.isEmpty ? .style(.point, reason: "") : .twoReadings(samples)
  }
}
