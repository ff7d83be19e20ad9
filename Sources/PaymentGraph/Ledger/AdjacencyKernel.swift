internal import Glibc

/// Groups the rows of a column by the account in them, by counting, on all cores where they are
/// many.
///
/// The rows are divided among the cores in their order. Each core counts its own; the counts of all
/// give the index at which each core's rows of an account begin, so that the rows keep the order of
/// the column.
///
/// Invariant: every account of the column is below the number of accounts; a core writes only its
/// own counts, and only indices that no other core writes.
struct AdjacencyKernel {
  /// The index in ``rows`` at which each account's rows begin, and the end of the last.
  let starts: [UInt32]
  /// The rows by account.
  let rows: [UInt32]

  /// The number of rows from which on a core gets a share of the work.
  static let leastShare = 1 << 17

  /// Groups the rows.
  ///
  /// - Parameters:
  ///   - column: The account of every row: fewer than four billion accounts, each below
  ///     `accountCount`.
  ///   - cores: The number of cores; nil for all where the rows are enough to be worth it.
  init(_ column: [UInt32], accountCount: Int, cores: Int? = nil) {
    let cores =
      cores ?? max(1, min(Processor.coreCount, 8, column.count / AdjacencyKernel.leastShare))
    let share = column.count / cores + 1
    // Holds, by core and account, first the number of rows, then the index of the next one.
    nonisolated(unsafe) let next = UnsafeMutablePointer<UInt32>.allocate(
      capacity: max(1, cores * accountCount))
    next.initialize(repeating: 0, count: cores * accountCount)
    defer { next.deallocate() }
    starts = column.withUnsafeBufferPointer { column in
      nonisolated(unsafe) let column = column
      AdjacencyKernel.perform(cores) { core in
        let own = next + core * accountCount
        for row in min(core * share, column.count)..<min((core + 1) * share, column.count) {
          own[Int(column[row])] &+= 1
        }
      }
      return Array(unsafeUninitializedCapacity: accountCount + 1) { starts, count in
        var slot: UInt32 = 0
        for account in 0..<accountCount {
          starts.initializeElement(at: account, to: slot)
          for core in 0..<cores {
            let counted = next[core &* accountCount &+ account]
            next[core &* accountCount &+ account] = slot
            slot &+= counted
          }
        }
        starts.initializeElement(at: accountCount, to: slot)
        count = accountCount + 1
      }
    }
    rows = Array(unsafeUninitializedCapacity: column.count) { rows, count in
      count = column.count
      guard let base = rows.baseAddress else { return }
      LargePagesKernel.advise(base, byteCount: count * MemoryLayout<UInt32>.stride)
      nonisolated(unsafe) let slots = base
      column.withUnsafeBufferPointer { column in
        nonisolated(unsafe) let column = column
        AdjacencyKernel.perform(cores) { core in
          let own = next + core * accountCount
          for row in min(core * share, column.count)..<min((core + 1) * share, column.count) {
            let account = Int(column[row])
            (slots + Int(own[account])).initialize(to: UInt32(truncatingIfNeeded: row))
            own[account] &+= 1
          }
        }
      }
    }
  }

  /// The work of one thread.
  private final class Task: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  /// Runs work for each core, and waits for all of it.
  private static func perform(_ cores: Int, _ work: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(work) { work in
      var threads: [pthread_t] = []
      for core in 1..<max(1, cores) {
        let task = Unmanaged.passRetained(Task { work(core) })
        var thread = pthread_t()
        let failure = pthread_create(
          &thread, nil,
          { task in
            if let task { Unmanaged<Task>.fromOpaque(task).takeRetainedValue().work() }
            return nil
          }, task.toOpaque())
        if failure == 0 {
          threads.append(thread)
        } else {
          task.takeRetainedValue().work()
        }
      }
      work(0)
      for thread in threads { pthread_join(thread, nil) }
    }
  }
}
