// Checks a published ledger with golang.org/x/mod/sumdb, which shares no code with Amana:
// the signed note, every leaf's place in the tree, and an older tree as the beginning of today's.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type folder string

func (f folder) Height() int { return 8 }

// Paths are those of C2SP tlog-tiles: without the height, and x001/234 for an index of 1234.
func (f folder) path(level string, index int64, width int) string {
	name := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		name = fmt.Sprintf("x%03d/%s", index%1000, name)
	}
	if width < 256 {
		name += ".p/" + strconv.Itoa(width)
	}
	return filepath.Join(string(f), "tile", level, name)
}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	read := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, err := os.ReadFile(f.path(strconv.Itoa(tile.L), tile.N, tile.W))
		if err != nil {
			return nil, err
		}
		read[i] = data
	}
	return read, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) leaves(size int64) [][]byte {
	var found [][]byte
	for first := int64(0); first < size; first += 256 {
		width := 256
		if size-first < 256 {
			width = int(size - first)
		}
		data, err := os.ReadFile(f.path("entries", first/256, width))
		if err != nil {
			log.Fatal(err)
		}
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			found = append(found, data[2:2+length])
			data = data[2+length:]
		}
	}
	return found
}

func opened(path string, verifier note.Verifier) tlog.Tree {
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	signed, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		log.Fatal(err)
	}
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		log.Fatal("no root hash")
	}
	return tlog.Tree{N: size, Hash: tlog.Hash(*(*[tlog.HashSize]byte)(root))}
}

func main() {
	log.SetFlags(0)
	place := folder(os.Args[1])
	key, err := os.ReadFile(filepath.Join(string(place), "key"))
	if err != nil {
		log.Fatal(err)
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	if err != nil {
		log.Fatal(err)
	}
	now := opened(filepath.Join(string(place), "checkpoint"), verifier)
	before := opened(os.Args[2], verifier)
	hashes := tlog.TileHashReader(now, place)
	leaves := place.leaves(now.N)
	if int64(len(leaves)) != now.N {
		log.Fatalf("%d leaves in a tree of %d", len(leaves), now.N)
	}
	for n, leaf := range leaves {
		proof, err := tlog.ProveRecord(now.N, int64(n), hashes)
		if err != nil {
			log.Fatal(err)
		}
		if err := tlog.CheckRecord(proof, now.N, now.Hash, int64(n), tlog.RecordHash(leaf)); err != nil {
			log.Fatalf("leaf %d: %v", n, err)
		}
	}
	proof, err := tlog.ProveTree(now.N, before.N, hashes)
	if err != nil {
		log.Fatal(err)
	}
	if err := tlog.CheckTree(proof, now.N, now.Hash, before.N, before.Hash); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d %d\n", before.N, now.N)
}
