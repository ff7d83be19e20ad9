internal import Glibc
internal import Synchronization

/// Runs work on a thread of its own that has a large stack, and waits for it no longer than a
/// limit.
///
/// Layouts recurse as deep as the graph; a thread of the caller may have a small stack.
///
/// Invariant: the later of the two threads frees the semaphore and the result, because both hold
/// the box.
enum LayoutThread {
  private final class Box<Value: Sendable>: Sendable {
    let work: @Sendable () -> Value
    let result = Mutex<Value?>(nil)
    private nonisolated(unsafe) let done: UnsafeMutablePointer<sem_t>

    init(_ work: @escaping @Sendable () -> Value) {
      self.work = work
      done = .allocate(capacity: 1)
      sem_init(done, 0, 0)
    }

    deinit {
      sem_destroy(done)
      done.deallocate()
    }

    func run() {
      let value = work()
      result.withLock { $0 = value }
      sem_post(done)
    }

    func wait(_ limit: Duration) -> Value? {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      let (seconds, attoseconds) = limit.components
      time.tv_sec += Int(clamping: min(seconds, 1_000_000))
      time.tv_nsec += Int(attoseconds / 1_000_000_000)
      if time.tv_nsec >= 1_000_000_000 {
        time.tv_nsec -= 1_000_000_000
        time.tv_sec += 1
      }
      while sem_timedwait(done, &time) != 0 {
        if errno != EINTR { return nil }
      }
      return result.withLock { $0 }
    }
  }

  /// A reference to a box for the start of its thread.
  private final class Start: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Returns the result of the work; nil where it takes longer than the limit, and then it runs on
  /// alone.
  static func run<Value: Sendable>(
    within limit: Duration, _ work: @escaping @Sendable () -> Value
  ) -> Value? {
    guard limit > .zero else { return nil }
    let box = Box(work)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 64 << 20)
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let start = Unmanaged.passRetained(Start { box.run() })
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, start.toOpaque())
    guard status == 0 else {
      // The caller's thread does the work where no thread can be started.
      start.release()
      return work()
    }
    return box.wait(limit)
  }
}
