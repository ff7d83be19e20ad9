/// The progress of a payment, as the status in its row tells it.
enum PaymentStatus: String, CaseIterable, Sendable {
  /// The money moved; money given back later has a row of its own.
  case settled
  /// The payment was taken back: where it moved money first, another row gives that back.
  case undone
  /// The payment is not final: it waits, is held, or nobody has accepted it.
  case open
  /// The payment failed.
  case failed
}
