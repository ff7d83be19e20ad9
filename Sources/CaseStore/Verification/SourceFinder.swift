internal import Foundation
internal import Glibc
internal import Hashing
public import PaymentGraph

/// The search for the files of a case, which may have been moved or renamed; only their digests decide.
public struct SourceFinder: Sendable {
  private let casePath: String
  private let places: [FileDigest: String]
  private let folders: [String]

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - casePath: the path of the case.
  ///   - places: the paths at which files lay last, relative to the case's folder.
  ///   - folders: further folders to search.
  public init(of casePath: String, places: [FileDigest: String], folders: [String] = []) {
    self.casePath = casePath
    self.places = places
    self.folders = folders
  }

  /// The folder of the case, with a stroke at its end.
  private var caseFolder: String { SourceFinder.folder(of: casePath) }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Returns the folder in which a case keeps copies of its files.
  public static func evidenceFolder(of casePath: String) -> String {
    let name = casePath.hasSuffix(".tributary") ? String(casePath.dropLast(10)) : casePath
    return "\(name).evidence"
  }

  /// Returns a path as a case keeps it: relative where it lies below the folder of the case.
  public static func place(of path: String, from casePath: String) -> String {
    // Without the hint the last folder would be taken for a file, and be dropped.
    let working = URL(
      filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    let whole = URL(filePath: path, relativeTo: working).standardizedFileURL.path
    let base = folder(of: URL(filePath: casePath, relativeTo: working).standardizedFileURL.path)
    return whole.hasPrefix(base) ? String(whole.dropFirst(base.count)) : whole
  }

  /// Finds files, each where it lay last, else beside the case, among its copies, below the further folders, or where
  /// it lies if a folder with it and the case was moved.
  ///
  /// - Complexity: O(bytes of the files that may be the ones searched for).
  public func find(_ sources: [CaseSource]) -> [SourceFinding] {
    sources.map(find)
  }

  private func find(_ source: CaseSource) -> SourceFinding {
    var changed: (path: String, digest: FileDigest)?
    let last = places[source.digest].map { $0.hasPrefix("/") ? $0 : caseFolder + $0 }
    for path in [last].compactMap({ $0 }) {
      guard let digest = SourceFinder.digest(of: path) else { continue }
      if digest == source.digest {
        return SourceFinding(source: source, place: path, state: .there)
      }
      changed = (path, digest)
    }
    let near = [
      caseFolder.isEmpty ? "." : caseFolder, SourceFinder.evidenceFolder(of: casePath),
    ]
    for folder in near {
      if let path = SourceFinder.file(with: source, in: folder) {
        return SourceFinding(
          source: source, place: path,
          state: changed.map { .replaced($0.path, $0.digest) } ?? .moved)
      }
    }
    // Who names a folder says that the files are there now, whatever lies at their former places.
    for folder in folders {
      if let path = SourceFinder.file(with: source, below: folder) {
        return SourceFinding(source: source, place: path, state: .moved)
      }
    }
    for path in waysFromAbove(to: source) where SourceFinder.isFile(path, with: source) {
      return SourceFinding(
        source: source, place: path, state: changed.map { .replaced($0.path, $0.digest) } ?? .moved)
    }
    if let changed {
      return SourceFinding(
        source: source, place: nil, state: .changed(changed.path, changed.digest))
    }
    return SourceFinding(source: source, place: nil, state: .missing)
  }

  /// The most folders above the case from which a file is searched for, and the most parts of its path.
  private static let farthest = 6
  /// The most folders within one another that are searched.
  private static let deepest = 16

  /// Returns the paths at which a file lies if the case was moved together with a folder that holds both.
  ///
  /// The path at which the file lay, and that which was written when it was loaded, are tried from each folder above
  /// the case, whole and without their first parts.
  private func waysFromAbove(to source: CaseSource) -> [String] {
    let known = [places[source.digest], source.name].compactMap { $0 }.map { path in
      path.split(separator: "/").filter { $0 != "." && $0 != ".." }.map(String.init)
    }
    let working = URL(
      filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    var folder = URL(filePath: casePath, relativeTo: working).standardizedFileURL
    var ways: [String] = []
    for _ in 0...SourceFinder.farthest where folder.path != "/" {
      folder.deleteLastPathComponent()
      let base = folder.path == "/" ? "/" : folder.path + "/"
      for parts in known {
        for length in (1...SourceFinder.farthest).reversed() where length <= parts.count {
          ways.append(base + parts.suffix(length).joined(separator: "/"))
        }
      }
    }
    return ways
  }

  /// Returns the file of a folder, or of a folder in it, that has the bytes of a source, whatever its name.
  private static func file(with source: CaseSource, below folder: String) -> String? {
    var level = [folder]
    for _ in 0..<deepest where !level.isEmpty {
      var next: [String] = []
      for folder in level {
        if let path = file(with: source, in: folder) { return path }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        next += names.sorted().map { (folder.hasSuffix("/") ? folder : "\(folder)/") + $0 }
          .filter { path in
            // A link to a folder may lead round in a circle.
            var status = stat()
            return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
          }
      }
      level = next
    }
    return nil
  }

  /// Returns true where a path is that of an ordinary file with the bytes of a source.
  private static func isFile(_ path: String, with source: CaseSource) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && Int(status.st_size) == source.byteCount && digest(of: path) == source.digest
  }

  /// Returns the file of a folder that has the bytes of a source, whatever its name.
  private static func file(with source: CaseSource, in folder: String) -> String? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return nil
    }
    let base = folder.hasSuffix("/") ? folder : "\(folder)/"
    for name in names.sorted() {
      let path = base == "./" ? name : base + name
      if isFile(path, with: source) { return path }
    }
    return nil
  }

  /// Returns the SHA-256 of an ordinary file; nil where it cannot be read.
  public static func digest(of path: String) -> FileDigest? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var hasher = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 { return nil }
      if count == 0 { return FileDigest(bytes: hasher.digest()) }
      hasher.update(count == buffer.count ? buffer : Array(buffer.prefix(count)))
    }
  }
}

/// The place of a file of a case, as a search found it.
public struct SourceFinding: Sendable {
  /// The outcome of a search.
  public enum State: Hashable, Sendable {
    /// The file lies where it lay.
    case there
    /// The file lies elsewhere.
    case moved
    /// The file lies elsewhere, and where it lay is a file with other bytes; holds that one's path and digest.
    case replaced(String, FileDigest)
    /// A file with other bytes lies where the file lay; holds its path and digest.
    case changed(String, FileDigest)
    /// No file has these bytes.
    case missing
  }

  /// The file.
  public let source: CaseSource
  /// The path of the bytes; nil where they were not found.
  public let place: String?
  /// The outcome.
  public let state: State

  /// The outcome in words.
  public var words: String {
    switch state {
    case .there: "\(source.name): there"
    case .moved: "\(source.name): moved to \(place ?? "")"
    case .replaced(let path, let digest):
      "\(source.name): changed: \(path) has SHA-256 \(digest.hex), the case names \(source.digest.hex), whose bytes are in \(place ?? "")"
    case .changed(let path, let digest):
      "\(source.name): changed: \(path) has SHA-256 \(digest.hex), the case names \(source.digest.hex)"
    case .missing: "\(source.name): missing: no file with SHA-256 \(source.digest.hex) was found"
    }
  }
}
