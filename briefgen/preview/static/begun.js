// Which version of a Word file an editor works on in Word, where this page cannot look.

export class Begun {
  constructor() { this.shown = new Map(); } // by name the version that this page showed first

  see(name, version) { if (!this.shown.has(name)) this.shown.set(name, version); }

  // It was downloaded, saved or taken here: that is the one to go on from, in another window too.
  set(name, version) { localStorage.setItem(`begun ${name}`, version); }

  of(name) { return localStorage.getItem(`begun ${name}`) ?? this.shown.get(name) ?? ""; }
}
