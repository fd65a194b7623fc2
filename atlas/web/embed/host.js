(()=>{const me=document.currentScript,here=new URL(me?me.src:location.href).origin,H={map:900,bar:1120,line:680,strip:520,card:420,table:1160},
P="level period area dim series method classes breaks scope form lang release theme".split(" "),
ours=f=>{try{const u=new URL(f.src);return u.origin===here&&u.pathname.startsWith("/embed/")}catch(e){return false}},
dress=f=>{f.style.width="100%";f.style.maxWidth="100%";f.style.border="0";f.style.display="block";f.loading="lazy"},
frames=r=>[...r.querySelectorAll("iframe"),...[...r.querySelectorAll("atlas-medan")].map(e=>e.frame)].filter(Boolean);
addEventListener("message",e=>{const d=e.data;if(!d||d.atlas!=="height"||!(d.height>0&&d.height<2e4))return;for(const f of frames(document))if(f.contentWindow===e.source&&ours(f)){f.style.height=d.height+"px";f.setAttribute("scrolling","no");if(d.title&&!f.dataset.named)f.title=String(d.title).slice(0,300)}});
const upgrade=()=>{for(const f of document.querySelectorAll("iframe"))if(ours(f)&&!f.dataset.atlas){f.dataset.atlas=1;if(f.title&&!f.closest("atlas-medan"))f.dataset.named=1;dress(f);f.contentWindow.postMessage({atlas:"ask"},"*")}};
if(!customElements.get("atlas-medan"))customElements.define("atlas-medan",class extends HTMLElement{
static get observedAttributes(){return["kind","indicator","no-title",...P]}
connectedCallback(){this.style.display="block";if(!this.frame){this.frame=document.createElement("iframe");dress(this.frame);const t=this.getAttribute("label");this.frame.title=t||"Atlas Medan";if(t)this.frame.dataset.named=1;this.append(this.frame)}this.draw()}
attributeChangedCallback(){if(this.frame)this.draw()}
draw(){const k=this.getAttribute("kind")||"map",i=this.getAttribute("indicator");if(!i)return;const q=new URLSearchParams;for(const p of P){const v=this.getAttribute(p);if(v!==null&&v!=="")q.set(p,v)}if(this.hasAttribute("no-title"))q.set("title","0");
const s=here+"/embed/"+encodeURIComponent(k)+"/"+encodeURIComponent(i)+(q.size?"?"+q:"");if(this.frame.src!==s){this.frame.style.height=(H[k]||700)+"px";this.frame.src=s}}});
document.readyState==="loading"?addEventListener("DOMContentLoaded",upgrade):upgrade();new MutationObserver(upgrade).observe(document.documentElement,{childList:true,subtree:true})})()
