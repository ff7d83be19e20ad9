internal import Dispatch
internal import PaymentGraph

/// Divides a file into chunks that several threads read and one thread takes in the order of the file.
///
/// The thread that takes the chunks also reads while none is ready. Only a few chunks wait at any time, so that memory
/// does not grow with the file.
final class ChunkReader: Sendable {
  /// The bytes in a chunk: its input and output fit in the cache of one core.
  static let usualSize = 1 << 19
  private static let window = 8

  private struct State {
    var next = 0
    var finished: [Int: RowChunk] = [:]
    var spare: [RowChunk] = []
  }

  let chunkCount: Int
  private let chunkSize: Int
  private let file: SourceText
  private let plan: FastPlan
  private let bodyStart: Int
  private let keys: KeyTable
  private let state = Locked(State())
  private let credits: DispatchSemaphore
  private let deliveries = DispatchSemaphore(value: 0)
  private let helperCount: Int

  init(_ file: SourceText, _ plan: FastPlan, from bodyStart: Int, keys: KeyTable, chunkSize: Int) {
    self.chunkSize = chunkSize
    self.file = file
    self.plan = plan
    self.bodyStart = bodyStart
    self.keys = keys
    let length = file.withBytes { $0.count } - bodyStart
    chunkCount = max(0, (length + chunkSize - 1) / chunkSize)
    helperCount = max(0, min(Processor.coreCount, chunkCount) - 1)
    credits = DispatchSemaphore(value: ChunkReader.window * (helperCount + 1))
  }

  /// Makes a kernel for one thread.
  func makeKernel() -> RowKernel { RowKernel(plan, keys) }

  /// Lets the other threads begin.
  func start() {
    for _ in 0..<helperCount {
      DispatchQueue.global(qos: .userInitiated).async { self.help() }
    }
  }

  private func help() {
    var kernel = makeKernel()
    while true {
      credits.wait()
      guard let number = claim() else {
        credits.signal()
        return
      }
      deliver(read(number, &kernel), number)
    }
  }

  /// Returns the chunk with this number; chunks are taken in order, each once.
  func take(_ number: Int, _ kernel: inout RowKernel) -> RowChunk {
    while true {
      if let chunk = state.withLock({ $0.finished.removeValue(forKey: number) }) {
        credits.signal()
        return chunk
      }
      if credits.wait(timeout: .now()) == .success {
        if let own = claim() {
          deliver(read(own, &kernel), own)
          continue
        }
        credits.signal()
      }
      deliveries.wait()
    }
  }

  /// Reads the rest of a chunk again, from the offset at which its first record really starts.
  func reread(
    _ number: Int, from start: Int, into chunk: inout RowChunk, _ kernel: inout RowKernel
  ) {
    file.withBytes { bytes in
      kernel.read(bytes, into: &chunk, from: start, to: min(limit(number), bytes.count))
    }
  }

  /// Takes a chunk back, so that its memory is used again.
  func recycle(_ chunk: inout RowChunk) {
    var given = RowChunk()
    swap(&given, &chunk)
    let spare = given
    state.withLock { $0.spare.append(spare) }
  }

  private func claim() -> Int? {
    state.withLock { state in
      guard state.next < chunkCount else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  private func deliver(_ chunk: RowChunk, _ number: Int) {
    state.withLock { $0.finished[number] = chunk }
    deliveries.signal()
  }

  private func read(_ number: Int, _ kernel: inout RowKernel) -> RowChunk {
    var chunk = state.withLock { $0.spare.popLast() } ?? RowChunk()
    file.withBytes { bytes in
      var start = bodyStart
      if number > 0 {
        // The first record starts after the first line end, unless that is inside quotes. The taker of the chunk sees
        // where the chunk before really ends.
        // A chunk without one has no record of its own. Looking beyond it would cost each chunk of a long line the rest
        // of that line.
        let end = min(limit(number), bytes.count)
        start = limit(number - 1) - 1
        while start < end, bytes[start] != 0x0A { start += 1 }
        start = min(start + 1, end)
      }
      kernel.read(bytes, into: &chunk, from: start, to: min(limit(number), bytes.count))
    }
    return chunk
  }

  private func limit(_ number: Int) -> Int { bodyStart + (number + 1) * chunkSize }
}
