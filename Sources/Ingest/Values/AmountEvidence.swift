/// The evidence of the cells of the amount columns on their decimal mark.
struct AmountEvidence: Equatable {
  private var points = 0
  private var commas = 0
  /// Cells in which one mark stands before three digits, so that it may divide thousands or be the decimal one.
  private(set) var samples: [String] = []
  /// The numbers of such cells with a point, and with a comma.
  private var openPoints = 0
  private var openCommas = 0
  /// The number of cells with digits and no mark at all.
  private(set) var unmarked = 0
  private(set) var hasCommas = false

  /// True where the cells so far leave nothing open and have no comma.
  var isPlain: Bool { !hasCommas && (openPoints == 0 || points > 0) }

  /// True where every cell has one mark before exactly three digits.
  var hasOnlyThreeDecimals: Bool {
    points + commas + unmarked == 0 && (openPoints == 0) != (openCommas == 0)
  }

  /// Notes the evidence of one trimmed cell.
  mutating func note(_ bytes: Span<UInt8>, _ cell: Cell) {
    var marks = MarkCount()
    for at in cell.start..<cell.end {
      guard marks.take(bytes[at], isFirst: at == cell.start) else {
        noteText(bytes, cell)
        return
      }
    }
    note(marks, in: bytes, cell: cell)
  }

  /// Notes the evidence of a cell with more than digits and marks: characters around the digits are not marks.
  private mutating func noteText(_ bytes: Span<UInt8>, _ cell: Cell) {
    guard cell.count <= 64, let text = AmountText(CellText.bytes(bytes, cell)) else { return }
    if let mark = text.dashMark {
      if mark == "." { points += 1 } else { commas += 1 }
      if mark == "," { hasCommas = true }
      return
    }
    var marks = MarkCount()
    for scalar in text.digits {
      // People write no amounts with exponents, so these show nothing.
      if scalar == "E" || scalar == "e" { return }
      if scalar.isASCII { _ = marks.take(UInt8(scalar.value), isFirst: false) }
    }
    note(marks, in: bytes, cell: cell)
  }

  private mutating func note(_ marks: MarkCount, in bytes: Span<UInt8>, cell: Cell) {
    guard marks.points + marks.commas > 0 else {
      if marks.digitsBefore > 0 { unmarked += 1 }
      return
    }
    if marks.commas > 0 { hasCommas = true }
    if marks.points > 0, marks.commas > 0 {
      if marks.isPointLast { points += 1 } else { commas += 1 }
    } else if marks.points > 1 {
      commas += 1
    } else if marks.commas > 1 {
      points += 1
    } else if marks.digitsAfter != 3 || marks.digitsBefore > 3 || marks.isZeroBefore {
      if marks.points > 0 { points += 1 } else { commas += 1 }
    } else {
      if marks.points > 0 { openPoints += 1 } else { openCommas += 1 }
      if samples.count < 3 { samples.append(CellText.string(bytes, cell)) }
    }
  }

  /// True where a cell shows which mark is the decimal one.
  var hasMarks: Bool { points + commas > 0 }

  /// Counts one more cell whose only mark is a point before two digits.
  mutating func notePoint() { points += 1 }

  /// Adds the evidence of the cells after these.
  mutating func add(_ later: AmountEvidence) {
    points += later.points
    commas += later.commas
    openPoints += later.openPoints
    openCommas += later.openCommas
    unmarked += later.unmarked
    hasCommas = hasCommas || later.hasCommas
    samples = Array((samples + later.samples).prefix(3))
  }

  /// The decision for the columns as a whole.
  enum Decision: Equatable {
    case style(AmountStyle, reason: String)
    /// The only evidence is one mark before three digits.
    case twoReadings(AmountQuestion)
  }

  /// Decides on the mark that more cells show to be the decimal one; a stated mark decides only where the cells leave
  /// that open.
  func decide(_ stated: StatedChoice<ColumnMapping.DecimalMark>) -> Decision {
    let shown: ColumnMapping.DecimalMark? =
      commas > points ? .comma : points > 0 ? .point : nil
    let isContested = commas > 0 && points > 0
    if let mark = stated.ofProfile, stated.forFile == nil {
      // Such files always use this mark, so cells that do not fit it are damaged, and are reported.
      return .style(AmountStyle(decimalMark: mark.byte, isSure: true, isStated: true), reason: "")
    }
    if let mark = stated.value, shown == nil || isContested {
      let style = AmountStyle(decimalMark: mark.byte, isSure: true, isStated: true)
      return .style(
        style,
        reason: shown == nil && samples.isEmpty
          ? "" : "amounts have a decimal \(mark.rawValue), \(stated.reason)")
    }
    switch shown {
    case .comma:
      return .style(
        AmountStyle(decimalMark: 0x2C, isSure: points == 0, isContested: isContested),
        reason: "amounts have a decimal comma: \(commas) cells show it"
          + (points > 0 ? ", \(points) show a point" : ""))
    case .point:
      return .style(
        AmountStyle(decimalMark: 0x2E, isSure: commas == 0, isContested: isContested), reason: "")
    case nil:
      guard !samples.isEmpty else { return .style(.point, reason: "") }
      return .twoReadings(
        AmountQuestion(samples: samples, hasPoints: openPoints > 0, hasCommas: openCommas > 0))
    }
  }

  /// Returns the mark that the cells show where it contradicts the stated one, and the number of those cells; nil where
  /// none does.
  func contradiction(of stated: ColumnMapping.DecimalMark) -> (cells: Int, mark: String)? {
    switch stated {
    case .point: commas > 0 && points == 0 ? (commas, "comma") : nil
    case .comma: points > 0 && commas == 0 ? (points, "point") : nil
    }
  }
}

/// An open question: nothing in a column of amounts shows the meaning of a mark before three digits.
struct AmountQuestion: Equatable {
  let samples: [String]
  let hasPoints: Bool
  let hasCommas: Bool

  /// The question in words, without advice.
  var words: String {
    let mark = hasPoints ? (hasCommas ? "mark" : "point") : "comma"
    return "no amount shows whether its \(mark) separates thousands or marks decimals, for example "
      + samples.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// The reason for a decimal mark where every amount has three decimals, as its currency has.
  var threeDecimalWords: String {
    "amounts have a decimal \(hasPoints ? "point" : "comma"): all have three decimals, as their currencies do"
  }
}

/// The marks among the digits of one cell.
private struct MarkCount {
  var points = 0
  var commas = 0
  var isPointLast = false
  var digitsAfter = 0
  var digitsBefore = 0
  var isZeroBefore = true

  /// Counts one byte; returns false where it is neither a digit nor a mark nor a character allowed between or before
  /// digits.
  @inline(__always)
  mutating func take(_ byte: UInt8, isFirst: Bool) -> Bool {
    switch byte {
    case 0x30...0x39:
      if points + commas == 0 {
        digitsBefore += 1
        if byte != 0x30 { isZeroBefore = false }
      }
      digitsAfter += 1
    case 0x2E:
      points += 1
      isPointLast = true
      digitsAfter = 0
    case 0x2C:
      commas += 1
      isPointLast = false
      digitsAfter = 0
    case 0x20, 0x27: break
    case 0x2B, 0x2D: return isFirst
    default: return false
    }
    return true
  }
}
