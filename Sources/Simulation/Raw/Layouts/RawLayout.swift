/// The layout of one bank's statements.
protocol RawLayout {
  /// Writes the statement into the table.
  func write(_ statement: RawStatement, into table: inout RawTable)
}

extension RawBank {
  /// The layout of this bank.
  var layout: any RawLayout {
    switch self {
    case .barclays: LayoutBarclays()
    case .lloyds: LayoutLloyds()
    case .nationwide: LayoutNationwide()
    case .natWest: LayoutNatWest()
    case .aib: LayoutAIB()
    case .starling: LayoutStarling()
    case .hdfc: LayoutHDFC()
    case .icici: LayoutICICI()
    case .sbi: LayoutSBI()
    }
  }
}

extension String {
  /// Returns the text cut or filled with blanks to a width.
  func padded(_ width: Int) -> String {
    let cut = prefix(width)
    return cut + String(repeating: " ", count: width - cut.count)
  }

  /// The text in double quotes where it holds a comma.
  var quotedWhereNeeded: String { contains(",") ? "\"\(self)\"" : self }
}
