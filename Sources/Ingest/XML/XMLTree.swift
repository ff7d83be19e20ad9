/// The elements of one part of an XML text, in the order of their tags: a tree without a value for each branch.
///
/// A reader keeps one tree and empties it for the next part, so that the memory is that of the largest part.
struct XMLTree {
  /// One element.
  struct Node {
    let name: XMLName
    let opening: XMLTokens.Opening
    /// The offset of the tag that closes it.
    var contentEnd: Int
    /// The offset after that tag.
    var end: Int
    /// The index after its last descendant.
    var next: Int
  }

  private(set) var nodes: [Node] = []
  private var open: [Int] = []

  /// True where all elements are closed.
  var isComplete: Bool { open.isEmpty && !nodes.isEmpty }

  /// The number of elements that are not closed.
  var depth: Int { open.count }

  /// Removes all elements.
  mutating func clear() {
    nodes.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
  }

  /// Removes an element that is closed, with its descendants.
  mutating func remove(_ node: Int) { nodes.removeLast(nodes.count - node) }

  /// Adds the next tag.
  ///
  /// - Returns: the index of the element that the tag closes; nil where it closes none.
  mutating func add(_ token: XMLTokens.Token) -> Int? {
    switch token {
    case .open(let opening):
      nodes.append(
        Node(
          name: opening.name, opening: opening, contentEnd: opening.end, end: opening.end,
          next: nodes.count + 1))
      if opening.isEmpty { return nodes.count - 1 }
      open.append(nodes.count - 1)
      return nil
    case .close(let start, let end):
      guard let node = open.popLast() else { return nil }
      nodes[node].contentEnd = start
      nodes[node].end = end
      nodes[node].next = nodes.count
      return node
    case .end: return nil
    }
  }

  /// Returns the first child of an element with a name.
  func child(_ name: XMLName, of node: Int) -> Int? {
    var at = node + 1
    while at < nodes[node].next {
      if nodes[at].name == name { return at }
      at = nodes[at].next
    }
    return nil
  }

  /// Returns the children of an element with a name.
  func children(_ name: XMLName, of node: Int) -> [Int] {
    var found: [Int] = []
    var at = node + 1
    while at < nodes[node].next {
      if nodes[at].name == name { found.append(at) }
      at = nodes[at].next
    }
    return found
  }

  /// Returns the element at the end of a path of first children.
  func find(_ path: XMLName..., from node: Int) -> Int? { find(path, from: node) }

  private func find(_ path: [XMLName], from node: Int) -> Int? {
    var at = node
    for name in path {
      guard let child = child(name, of: at) else { return nil }
      at = child
    }
    return at
  }

  /// Returns the text of an element.
  func text(of node: Int, in bytes: Span<UInt8>) -> String {
    XMLText.string(bytes, in: nodes[node].opening.end..<nodes[node].contentEnd)
  }

  /// Returns the text of the first child with a name; empty where there is none.
  func text(_ name: XMLName, from node: Int, in bytes: Span<UInt8>) -> String {
    child(name, of: node).map { text(of: $0, in: bytes) } ?? ""
  }

  /// Returns the text at the end of a path of first children; empty where there is none.
  func text(_ path: XMLName..., from node: Int, in bytes: Span<UInt8>) -> String {
    find(path, from: node).map { text(of: $0, in: bytes) } ?? ""
  }

  /// Returns the value of an element's attribute; empty where it has none.
  func attribute(_ name: XMLName, of node: Int, in bytes: Span<UInt8>) -> String {
    let opening = nodes[node].opening
    return XMLText.attribute(name, in: bytes, range: opening.nameEnd..<opening.end) ?? ""
  }
}
