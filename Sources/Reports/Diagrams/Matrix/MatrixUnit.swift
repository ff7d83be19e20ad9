internal import PaymentGraph

/// The unit of a column's figures: payments are counted, or amounts of one currency are added up.
enum MatrixUnit: Sendable, Hashable, Comparable {
  /// Payments.
  case payments
  /// Minor units of a currency.
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

  /// A figure with its unit; nil where the currency's decimals cannot be written.
  func words(_ figure: Int128) -> String? {
    switch self {
    case .payments: Counted.text(Int(figure), "payment")
    case .money(let currency): AmountText.total(figure, currency)?.description
    }
  }

  /// A figure as it stands in a cell, below the heading.
  func cell(_ figure: Int128) -> String? {
    switch self {
    case .payments: Counted.grouped(Int(figure))
    case .money(let currency): AmountText.total(figure, currency).map(HeatScale.cell)
    }
  }
}
