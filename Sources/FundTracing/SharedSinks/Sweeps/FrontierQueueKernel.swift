/// Payouts that are due and wait for the window of the ledger in which they lie.
///
/// Each window has a list of memory blocks with room for 15 payouts each, so that the payouts of a window are read in
/// sequence, and not from scattered memory.
///
/// Invariant: there are `count` used blocks, and those of a window are full except the newest, of which the first
/// `ends[window] % 16` payouts are initialized. The last entry of a block holds the end of the block before it.
struct FrontierQueueKernel: ~Copyable {
  struct Payout: BitwiseCopyable {
    let transfer: UInt32
    /// The local index of its payer.
    let place: UInt32
    let beneficiary: UInt32
  }

  private static var size: Int { 16 }

  private var payouts: UnsafeMutablePointer<Payout>
  /// The number of used blocks, and of allocated ones.
  private var count = 0
  private var room: Int
  /// The index of the next payout of each window; 0 where it has none.
  private var ends: [UInt32]

  init(windowCount: Int) {
    ends = Array(repeating: 0, count: windowCount)
    room = 2 * windowCount + 1
    payouts = .allocate(capacity: room * Self.size)
    // The first block stays unused, because 0 stands for no payouts.
    count = 1
  }

  deinit { payouts.deallocate() }

  var windows: Range<Int> { ends.indices }

  func hasAny(_ window: Int) -> Bool { ends[window] != 0 }

  /// Makes room for so many more payouts.
  mutating func reserve(_ more: Int) {
    // Each window may begin one block.
    let needed = count + min(more, more / (Self.size - 1) + ends.count)
    guard needed > room else { return }
    room = max(needed, 2 * room)
    payouts = SweepMemoryKernel.moved(payouts, count * Self.size, to: room * Self.size)
  }

  /// Adds a payout; there must be room for it.
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

  /// Calls a function with every payout of a window, the newest blocks first.
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
