/// Payouts that are due and wait for the window of the ledger in which they lie.
///
/// Each window has a list of pieces of memory with room for 15 payouts each, so that those of one window are
/// read one after the other, and not one by one from all over the memory.
///
/// Invariant: there are pieces for all that `count` says, and those of a window are full but for the newest, of which
/// the first `ends[window] % 16` payouts are initialized. The last place of a piece says where the piece before it
/// begins.
struct WaitingPayoutsKernel: ~Copyable {
  struct Payout: BitwiseCopyable {
    let transfer: UInt32
    /// The place of its payer.
    let place: UInt32
    let beneficiary: UInt32
  }

  private static var size: Int { 16 }

  private var payouts: UnsafeMutablePointer<Payout>
  /// Pieces that are used, and that there are.
  private var count = 0
  private var room: Int
  /// By window: where its next payout goes; 0 where it has none.
  private var ends: [UInt32]

  init(windowCount: Int) {
    ends = Array(repeating: 0, count: windowCount)
    room = 2 * windowCount + 1
    payouts = .allocate(capacity: room * Self.size)
    // No window's list ends where the first piece begins.
    count = 1
  }

  deinit { payouts.deallocate() }

  var windows: Range<Int> { ends.indices }

  func hasAny(_ window: Int) -> Bool { ends[window] != 0 }

  /// Has room for so many more payouts.
  mutating func reserve(_ more: Int) {
    // Of each window one piece may be begun.
    let needed = count + min(more, more / (Self.size - 1) + ends.count)
    guard needed > room else { return }
    room = max(needed, 2 * room)
    payouts = SweepMemoryKernel.moved(payouts, count * Self.size, to: room * Self.size)
  }

  /// Adds a payout, for which there is room.
  @inline(__always)
  mutating func add(_ payout: Payout, to window: Int) {
    var end = Int(ends[window])
    if end & (Self.size &- 1) == Self.size &- 1 || end == 0 {
      let piece = count &* Self.size
      count &+= 1
      let before = UInt32(truncatingIfNeeded: end)
      (payouts + (piece &+ Self.size &- 1)).initialize(
        to: Payout(transfer: before, place: 0, beneficiary: 0))
      end = piece
    }
    (payouts + end).initialize(to: payout)
    ends[window] = UInt32(truncatingIfNeeded: end &+ 1)
  }

  /// Tells of every payout of a window, the newest pieces first.
  @inline(__always)
  func forEach(in window: Int, _ body: (Payout) -> Void) {
    var end = Int(ends[window])
    while end != 0 {
      let first = end & ~(Self.size &- 1)
      for place in first..<end { body(payouts[place]) }
      end = Int(payouts[first &+ Self.size &- 1].transfer)
    }
  }
}
