internal import Foundation
internal import Glibc
internal import Reports
internal import Synchronization

/// A file that leads the browser to the pages, readable by its owner alone: a ticket on a command line could be read in
/// the list of processes.
struct BrowserPage {
  private let folder: String

  init() {
    folder =
      FileManager.default.temporaryDirectory.appending(
        path: "tributary-explore-\(UUID().uuidString)"
      ).path
  }

  /// Opens the desktop's browser on an address; false where there is none.
  func open(_ address: String) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    guard ["DISPLAY", "WAYLAND_DISPLAY"].contains(where: { environment[$0]?.isEmpty == false }),
      let opener = BrowserPage.opener(environment["PATH"] ?? "")
    else { return false }
    let file = "\(folder)/open.html"
    let page =
      "<!DOCTYPE html><meta charset=\"utf-8\"><title>Tributary</title>"
      + "<meta http-equiv=\"refresh\" content=\"0;url=\(address)\">\n"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700])
    } catch {
      return false
    }
    guard
      FileManager.default.createFile(
        atPath: file, contents: Data(page.utf8), attributes: [.posixPermissions: 0o600])
    else { return false }
    let process = Process()
    process.executableURL = URL(filePath: opener)
    process.arguments = [file]
    (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
      return true
    } catch {
      return false
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private static func opener(_ path: String) -> String? {
    path.utf8.split(separator: UInt8(ascii: ":")).map { "\(String($0) ?? "")/xdg-open" }
      .first { access($0, X_OK) == 0 }
  }
}

/// The time since the last request.
final class IdleWatch: Sendable {
  private let last = Mutex(ContinuousClock.now)

  var quiet: Duration { last.withLock { ContinuousClock.now - $0 } }

  func note() { last.withLock { $0 = .now } }
}

/// The signals that end the program as it should end.
enum EndSignals {
  private static let said = Atomic(false)

  /// Takes the signals from now on.
  static func take() {
    // A handler may only store; the flag is made before it can be called.
    said.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in EndSignals.said.store(true, ordering: .relaxed) }
    }
  }

  /// True where one has come.
  static var came: Bool { said.load(ordering: .relaxed) }
}

/// Lines that a person enters where the program runs; each asks for a new address.
struct NewAddressLines {
  let onLine: @Sendable () -> Void

  init(_ onLine: @escaping @Sendable () -> Void) { self.onLine = onLine }

  /// Listens on a thread of its own; the end of the input ends it.
  func listen() {
    guard Console.canAsk else { return }
    let onLine = onLine
    Thread.detachNewThread {
      while readLine() != nil { onLine() }
    }
  }
}
