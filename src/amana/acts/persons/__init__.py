"""Acts on who a person is: identifiers, ids of one person, declarations, addresses kept out."""
