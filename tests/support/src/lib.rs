//! A faithful fake of the partnership's site on loopback, with a switch for each fault.
