(()=>{const D=document,all=q=>[...D.querySelectorAll(q)],top=parent!==self;
let last=0;const post=()=>{const h=Math.ceil(D.documentElement.getBoundingClientRect().height);if(top&&h!==last)parent.postMessage({atlas:"height",height:last=h,title:D.title},"*")};
new ResizeObserver(post).observe(D.documentElement);addEventListener("load",post);addEventListener("message",e=>{if(e.data&&e.data.atlas==="ask"){last=0;post()}});
const near=e=>e.target.closest&&e.target.closest("svg a"),say=t=>{const s=D.querySelector(".s");if(s)s.textContent=t};
const show=e=>{const a=near(e);if(a){say(a.getAttribute("aria-label"));return}const c=e.target.closest&&e.target.closest("circle");if(c&&c.firstChild)say(c.textContent)};
D.addEventListener("mouseover",show);D.addEventListener("focusin",show);
const at=a=>(a.dataset.at||"0 0").split(" ").map(Number),go={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]};
D.addEventListener("keydown",e=>{const a=near(e),d=go[e.key];if(!a||!d||e.ctrlKey||e.altKey||e.metaKey)return;let next;
if(a.dataset.n!==undefined){const[x,y]=at(a),by=s=>s.dataset.n.split(" ").map(i=>D.getElementById("a"+i)).filter(Boolean),
most=l=>{let m=0;for(const b of l){const[u,v]=at(b),r=Math.hypot(u-x,v-y),p=((u-x)*d[0]+(v-y)*d[1])/r;if(p>.2&&p**3/r>m){m=p**3/r;next=b}}};
most(by(a));if(!next){const land=new Set([a]);for(const s of land)for(const b of by(s))land.add(b);most(all("svg a[data-n]").filter(b=>!land.has(b)))}}
else{const l=all("svg a"),i=l.indexOf(a)+(d[0]+d[1]);next=l[i]}
e.preventDefault();if(!next)return;a.tabIndex=-1;next.tabIndex=0;next.focus()});
D.addEventListener("click",async e=>{const a=e.target.closest&&e.target.closest("nav a");if(!a||e.ctrlKey||e.metaKey||e.shiftKey)return;e.preventDefault();
try{const r=await fetch(a.href);if(!r.ok)throw 0;const n=new DOMParser().parseFromString(await r.text(),"text/html"),k=a.rel,m=n.querySelector("main");if(!m)throw 0;const o=all("details")[0],open=o&&o.open;D.querySelector("main").replaceWith(m);D.title=n.title;if(open&&all("details")[0])all("details")[0].open=true;history.replaceState(0,"",a.href);(D.querySelector(`nav a[rel=${k}]`)||D.querySelector("nav a")||m).focus();post()}catch(x){location=a.href}})})()
