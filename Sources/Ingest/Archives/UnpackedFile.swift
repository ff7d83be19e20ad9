internal import Glibc

/// Unpacks bytes into a file without a name, which is mapped into memory and ends with its last reader.
///
/// The bytes of a large archive lie on the disk and not in memory. Every limit is checked while bytes are made, so that
/// an archive that lies about its sizes costs no more than one that does not.
struct UnpackedFile: ~Copyable {
  private let descriptor: Int32
  private let folder: String
  private(set) var count = 0
  private(set) var checksum: UInt32 = 0

  /// Makes an empty file.
  init() throws(ArchiveFault) {
    folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(folder)/tributary-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    if descriptor >= 0 {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      unlink(name)
    }
    guard descriptor >= 0 else {
      throw .damaged("that cannot be unpacked in \(folder): \(String(cString: strerror(errno)))")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private mutating func append(_ buffer: [UInt8], count made: Int) throws(ArchiveFault) {
    checksum = InflaterKernel.checksum(checksum, buffer.span.extracting(first: made))
    var at = 0
    while at < made {
      let written = at == 0 ? write(descriptor, buffer, made) : rest(buffer, from: at, to: made)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        throw .damaged("that cannot be unpacked in \(folder): \(String(cString: strerror(errno)))")
      }
      at += written
    }
    count += made
  }

  /// Writes what a first attempt left.
  private func rest(_ buffer: [UInt8], from at: Int, to end: Int) -> Int {
    let part = Array(buffer[at..<end])
    return write(descriptor, part, part.count)
  }

  // MARK: Parts of archives

  private static let pieceSize = 256 << 10

  /// Unpacks an entry of an archive.
  mutating func unpack(
    _ entry: ZIPArchive.Entry, of archive: Span<UInt8>, budget: inout UnpackingBudget
  ) throws(ArchiveFault) {
    try budget.take(entry.size)
    let wrong = ArchiveFault.damaged("whose part \(entry.name) is damaged: its checksum is another")
    let packed = archive.extracting(entry.bytes)
    if entry.isDeflated {
      let inflater = InflaterKernel(.plain)
      var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
      var at = 0
      while true {
        let step = inflater.step(packed.extracting(at..<packed.count), into: &buffer)
        at += step.taken
        guard !step.isDamaged, count + step.made <= entry.size else { throw wrong }
        try append(buffer, count: step.made)
        if step.isEnd { break }
        guard step.taken + step.made > 0 else { throw wrong }
      }
    } else {
      try copy(packed)
    }
    guard count == entry.size, checksum == entry.checksum else { throw wrong }
  }

  private mutating func copy(_ bytes: Span<UInt8>) throws(ArchiveFault) {
    var at = 0
    while at < bytes.count {
      let piece = bytes.extracting(at..<min(at + Self.pieceSize, bytes.count))
      try append(piece.indices.map { piece[$0] }, count: piece.count)
      at += piece.count
    }
  }

  // MARK: Compressed files

  /// Unpacks a `.gz` file, with all members that follow one another in it.
  mutating func unpack(
    gzip packed: Span<UInt8>, budget: inout UnpackingBudget
  ) throws(ArchiveFault) {
    let inflater = InflaterKernel(.gzip)
    var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
    var at = 0
    while true {
      let step = inflater.step(packed.extracting(at..<packed.count), into: &buffer)
      at += step.taken
      guard !step.isDamaged else { throw .damaged("that is damaged: its checksum is another") }
      try budget.take(step.made)
      try append(buffer, count: step.made)
      guard !UnpackingBudget.isBomb(unpacked: count, packed: at) else {
        throw .damaged(
          "that would become more than \(ArchiveLimit.ratio) times as large, as no statement does")
      }
      if step.isEnd {
        // Blocks of noughts fill up the end of tapes; they are no member.
        while at < packed.count, packed[at] == 0 { at += 1 }
        guard at < packed.count else { return }
        guard at + 1 < packed.count, packed[at] == 0x1F, packed[at + 1] == 0x8B else {
          throw .damaged("with other bytes after its end")
        }
        inflater.restart()
      } else if step.taken + step.made == 0 {
        throw .damaged("that was cut short")
      }
    }
  }

  /// Maps the bytes under a path.
  ///
  /// - Parameter outer: the file in which they lie packed.
  func mapped(as path: String, of outer: MappedFile) throws(IngestError) -> MappedFile {
    try MappedFile(unpacked: descriptor, as: path, of: outer)
  }
}
