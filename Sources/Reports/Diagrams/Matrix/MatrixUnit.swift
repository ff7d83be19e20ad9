internal import PaymentGraph

/// The unit of a column's figures: payments, or an amount of one currency.
enum MatrixUnit: Sendable, Hashable, Comparable {
  /// The figures are numbers of payments.
  case payments
  /// The figures are minor units of a currency.
  case money(Currency)

  static func < (left: MatrixUnit, right: MatrixUnit) -> Bool {
    switch (left, right) {
    case (.money(let one), .money(let other)): one < other
    case (.payments, .money): true
    case (_, .payments): false
    }
  }

  /// The words above a column.
  var heading: String {
    switch self {
    case .payments: "payments"
    case .money(let currency): currency.code
    }
  }

  /// Writes a figure with its unit; nil where the currency's decimals cannot be written.
  func words(_ figure: Int128) -> String? {
    switch self {
    case .payments: Counted.text(Int(figure), "payment")
    case .money(let currency): AmountText.total(figure, currency)?.description
    }
  }

  /// Writes a figure for a cell, below the heading.
  func cell(_ figure: Int128) -> String? {
    switch self {
    case .payments: Counted.grouped(Int(figure))
    case .money(let currency): AmountText.total(figure, currency).map(HeatScale.cell)
    }
  }
}
