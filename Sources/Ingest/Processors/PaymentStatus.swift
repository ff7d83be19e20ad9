/// How far a payment has come, by what its row calls its status.
enum PaymentStatus: String, CaseIterable, Sendable {
  /// The money moved; what was given back of it has a row of its own.
  case settled
  /// The payment was taken back: where it moved money first, another row gives that back.
  case undone
  /// The payment is not final: it waits, is held, or nobody has accepted it.
  case open
  /// No payment came about.
  case failed
}
