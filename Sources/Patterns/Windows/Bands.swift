internal import BigInt
internal import FundTracing
internal import Glibc
internal import PaymentGraph

/// Finds payments just below a stated limit, several within a window and together above it: structuring.
///
/// O(*n*). The chance is exact: of all payments in the currency, as many of the account's lie in the band as these or
/// more (hypergeometric).
struct Bands {
  private let table: PaymentTable
  private let settings: PatternSettings
  private(set) var rows: [FoundRow] = []
  /// The accounts, on each side and for each limit, that could have been a row: those with enough payments at all.
  private(set) var tested = 0

  init(_ table: PaymentTable, _ settings: PatternSettings) {
    self.table = table
    self.settings = settings
  }

  mutating func run() {
    for limit in settings.limits {
      let currency = limit.currency.index
      let units = table.ledger.money(limit)?.minorUnits ?? limit.minorUnits
      let least = Double(units) * (1 - settings.band)
      func isInBand(_ payment: Payment) -> Bool {
        payment.sentCurrency == currency && payment.sent < units
          && Double(payment.sent) >= least - 1e-6
      }
      let payments = table.payments
      let population = payments.count { $0.sentCurrency == currency }
      let marked = payments.count(where: isInBand)
      for (index, isPayer) in [(table.out, true), (table.into, false)] {
        for account in 0..<table.ledger.accountCount {
          let own = index.range(account).map { index.payment[$0] }
            .filter { payments[Int($0)].sentCurrency == currency }
          guard own.count >= settings.minimum(.structuring) else { continue }
          tested += 1
          let band = own.filter { isInBand(payments[Int($0)]) }
          guard band.count >= settings.minimum(.structuring) else { continue }
          add(
            account, isPayer: isPayer, band: band, of: own.count, limit: units,
            model: (population, marked))
        }
      }
    }
    rows.sort { left, right in
      guard case .band(let one, let isFirst, _, _, _) = left.shape,
        case .band(let other, let isSecond, _, _, _) = right.shape
      else { return false }
      if isFirst != isSecond { return isFirst }
      return left.payments.first == right.payments.first
        ? one < other : (left.payments.first ?? 0) < (right.payments.first ?? 0)
    }
  }

  private mutating func add(
    _ account: Int, isPayer: Bool, band: [Int32], of total: Int, limit: Int64,
    model: (population: Int, marked: Int)
  ) {
    let window = settings.window(.structuring)
    let times = band.map {
      isPayer ? table.payments[Int($0)].leaves : table.payments[Int($0)].arrives
    }
    var end = 0
    var sum = Int128(0)
    var episodes: [Range<Int>] = []
    for start in band.indices {
      while end < band.count, times[end] - times[start] <= window {
        sum += Int128(table.payments[Int(band[end])].sent)
        end += 1
      }
      if end - start >= settings.minimum(.structuring), sum >= Int128(limit) {
        if let last = episodes.last, last.upperBound > start {
          episodes[episodes.count - 1] = last.lowerBound..<max(last.upperBound, end)
        } else {
          episodes.append(start..<end)
        }
      }
      sum -= Int128(table.payments[Int(band[start])].sent)
    }
    guard !episodes.isEmpty,
      let chance = Hypergeometric(
        population: model.population, marked: model.marked, drawn: total)
    else { return }
    let score = -chance.log10UpperTail(from: band.count)
    let p = Bands.words(chance, count: band.count, score: score)
    for episode in episodes {
      rows.append(
        FoundRow(
          pattern: .structuring,
          shape: .band(
            account: Int32(account), isPayer: isPayer, inBand: band.count, of: total,
            p: p),
          payments: Array(band[episode]), score: score, window: window))
    }
  }

  /// Returns a chance as a fraction; of more than 5,000 payments it would have thousands of digits, and the decimal stands
  /// for it.
  private static func words(_ chance: Hypergeometric, count: Int, score: Double) -> String {
    guard chance.drawn <= 5_000 else { return "\(pow(10, -score))" }
    let (numerator, denominator) = chance.exactUpperTail(from: count)
    return denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}
