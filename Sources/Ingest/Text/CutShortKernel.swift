internal import Glibc
internal import Synchronization

/// Ends the program with a message, instead of a signal, where a mapped file was cut short.
///
/// The bytes beyond the new end of such a file cannot be read: the kernel sends SIGBUS to the thread that tries. A
/// handler finds the file by the address, writes one line to standard error and ends the program with status 2.
///
/// Invariant: `places` points to `limit` entries that are never freed; an entry is written under the lock, its `base`
/// last, and cleared, its `base` first, before the mapping goes. The handler reads entries only, calls nothing but
/// `write`, `_exit`, `pause` and `signal`, and a fault at an address of no file is left to the system. Threads may fault
/// at once: the first says the line, the others wait for the end that it brings.
enum CutShortKernel {
  private struct Place {
    var base: UInt = 0
    var end: UInt = 0
    /// The path, ended by a zero; never freed while the mapping lives.
    var path: UnsafeMutablePointer<CChar>?
  }

  private static let limit = 4_096
  private nonisolated(unsafe) static let positions = {
    let memory = UnsafeMutablePointer<Place>.allocate(capacity: limit)
    memory.initialize(repeating: Place(), count: limit)
    return memory
  }()
  private static let isWatching = Mutex(false)
  private static let isEnding = Atomic(false)

  /// Notes a mapping and returns its number, or -1 where there are too many.
  static func watch(_ base: UnsafeMutableRawPointer, count: Int, path: String) -> Int {
    isWatching.withLock { isWatching in
      if !isWatching {
        isWatching = true
        // The handler must not be the first to touch the flag: making it is not safe there.
        isEnding.store(false, ordering: .relaxed)
        var action = sigaction()
        action.__sigaction_handler.sa_sigaction = { _, info, _ in CutShortKernel.handle(info) }
        action.sa_flags = SA_SIGINFO
        sigaction(SIGBUS, &action, nil)
      }
      for number in 0..<limit where positions[number].base == 0 {
        positions[number].path = strdup(path)
        positions[number].end = UInt(bitPattern: base) + UInt(count)
        positions[number].base = UInt(bitPattern: base)
        return number
      }
      return -1
    }
  }

  /// Forgets a mapping that is about to be unmapped.
  static func forget(_ number: Int) {
    guard number >= 0 else { return }
    isWatching.withLock { _ in
      positions[number].base = 0
      free(positions[number].path)
      positions[number].path = nil
    }
  }

  private static func handle(_ info: UnsafeMutablePointer<siginfo_t>?) {
    if let info {
      let address = UInt(bitPattern: info.pointee._sifields._sigfault.si_addr)
      for number in 0..<limit {
        let position = positions[number]
        guard position.base != 0, position.base <= address, address < position.end,
          let path = position.path
        else { continue }
        while isEnding.exchange(true, ordering: .sequentiallyConsistent) { pause() }
        say("error: ")
        write(2, path, strlen(path))
        say(
          ": the file was cut short while it was being read; try again when no program is writing to it\n"
        )
        _exit(2)
      }
    }
    // No file of ours: the same instruction faults again, and the system handles it.
    signal(SIGBUS, SIG_DFL)
  }

  private static func say(_ text: StaticString) {
    write(2, text.utf8Start, text.utf8CodeUnitCount)
  }
}
